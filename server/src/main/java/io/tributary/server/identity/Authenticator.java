package io.tributary.server.identity;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.server.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says who calls, from the headers of a request, whatever the protocol.
public final class Authenticator {
  public static final String ORGANISATION_HEADER = "x-org-id";
  public static final String USER_HEADER = "x-user-id";
  public static final String AUTHORIZATION_HEADER = "authorization";

  private static final int MOST_ENGINES = 4;

  private final Optional<ApiKeys> keys;
  private final Optional<ApiKey.Hash> clusterSecret;

  private Authenticator(Optional<ApiKeys> keys, Optional<ApiKey.Hash> clusterSecret) {
    this.keys = keys;
    this.clusterSecret = clusterSecret;
  }

  /// Believes what the headers say: for ports that only this machine can reach.
  public static Authenticator trustingHeaders() {
    return new Authenticator(Optional.empty(), Optional.empty());
  }

  /// Believes only who has a key.
  public static Authenticator withKeys(ApiKeys keys) {
    return new Authenticator(Optional.of(keys), Optional.empty());
  }

  /// The same, but who sends the cluster's secret as its key is a process of the cluster.
  public Authenticator withClusterSecret(Secret secret) {
    return new Authenticator(keys, Optional.of(ApiKey.Hash.of(secret.value())));
  }

  /// Whether it believes whoever can reach it.
  public boolean trustsHeaders() {
    return keys.isEmpty();
  }

  /// Who calls.
  ///
  /// @param ofCluster whether a process of the cluster calls, on behalf of the caller
  public record Identity(Caller caller, boolean ofCluster) {}

  /// The headers of one request.
  @FunctionalInterface
  public interface Headers {
    /// The value of a header, by its name in small letters.
    Optional<String> value(String name);
  }

  /// @throws GatewayException UNAUTHENTICATED without a valid key where keys are needed,
  ///   PERMISSION_DENIED where the headers name another organisation or user than the key's
  public Identity authenticate(Headers headers) {
    Optional<String> organisation = named(headers, ORGANISATION_HEADER);
    Optional<String> user = named(headers, USER_HEADER);
    List<String> via = enginesPassed(headers);
    boolean ofCluster = clusterSecret.isPresent() && sendsClusterSecret(headers);
    if (ofCluster || keys.isEmpty()) {
      String named = organisation.orElse(Caller.DEFAULT.organisation());
      return new Identity(new Caller(named, user, via), ofCluster);
    }
    Caller owner = ownerOfKey(keys.get(), headers, organisation, user);
    return new Identity(new Caller(owner.organisation(), owner.user(), via), false);
  }

  /// Each of them has places and memory of its own for what it asks, and so they may not be many.
  private static List<String> enginesPassed(Headers headers) {
    List<String> via = Caller.engines(headers.value(Caller.VIA_HEADER));
    if (via.size() > MOST_ENGINES) {
      throw new GatewayException(
          ErrorCode.QUERY_LOOP,
          "the request has come through %d engines, %s; more than %d are not passed"
              .formatted(via.size(), String.join(", ", via), MOST_ENGINES));
    }
    return via;
  }

  private boolean sendsClusterSecret(Headers headers) {
    return key(headers)
        .map(ApiKey.Hash::of)
        .filter(sent -> clusterSecret.filter(sent::matches).isPresent())
        .isPresent();
  }

  /// The key that a request carries: as a bearer token, or as the password of basic authentication,
  /// which is what JDBC clients can send.
  public static Optional<String> key(Headers headers) {
    return headers.value(AUTHORIZATION_HEADER).flatMap(Authenticator::credentials);
  }

  private static Caller ownerOfKey(
      ApiKeys keys, Headers headers, Optional<String> organisation, Optional<String> user) {
    String key =
        key(headers)
            .orElseThrow(() ->
                new GatewayException(
                    ErrorCode.UNAUTHENTICATED,
                    "an API key is needed: send the header Authorization: Bearer KEY, or the key as"
                        + " the password"));
    Caller owner =
        keys.owner(key)
            .orElseThrow(() ->
                new GatewayException(ErrorCode.UNAUTHENTICATED, "this API key is not known here"));
    refuseOther("X-Org-ID", organisation, Optional.of(owner.organisation()));
    refuseOther("X-User-ID", user, owner.user());
    return owner.user().isPresent() ? owner : new Caller(owner.organisation(), user);
  }

  private static void refuseOther(String header, Optional<String> claimed, Optional<String> owned) {
    if (claimed.isPresent() && owned.isPresent() && !claimed.equals(owned)) {
      throw new GatewayException(
          ErrorCode.PERMISSION_DENIED,
          "%s says %s, but the API key belongs to %s"
              .formatted(header, claimed.get(), owned.get()));
    }
  }

  private static Optional<String> named(Headers headers, String name) {
    return headers.value(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static Optional<String> credentials(String authorization) {
    String[] parts = authorization.strip().split("\\s+", 2);
    if (parts.length < 2) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(parts[1].strip());
      case "basic" -> password(parts[1].strip());
      default -> Optional.empty();
    };
  }

  private static Optional<String> password(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
