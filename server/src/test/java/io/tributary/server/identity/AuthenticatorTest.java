package io.tributary.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.server.config.ConfigException;
import io.tributary.server.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthenticatorTest {
  private static final Caller ACME = new Caller("acme", Optional.empty());
  private static final Caller BOB_OF_ACME = new Caller("acme", Optional.of("bob"));

  @TempDir private Path folder;
  private String sharedKey;
  private String bobsKey;
  private Authenticator authenticator;

  @BeforeEach
  void storeKeys() throws IOException, ConfigException {
    ApiKeys.NewKey shared = ApiKeys.create("shared", ACME);
    ApiKeys.NewKey bobs = ApiKeys.create("bobs", BOB_OF_ACME);
    Path file = folder.resolve("api-keys");
    Files.writeString(file, "# keys\n\n%s\n%s\n".formatted(shared.line(), bobs.line()));
    sharedKey = shared.clear();
    bobsKey = bobs.clear();
    authenticator = Authenticator.withKeys(ApiKeys.load(file));
  }

  @Test
  void withoutKeysTheHeadersAreBelieved() {
    assertThat(
            authenticate(
                Authenticator.trustingHeaders(), Map.of("x-org-id", "acme", "x-user-id", "bob")))
        .isEqualTo(BOB_OF_ACME);
  }

  @Test
  void withoutKeysAndHeadersTheCallerIsTheDefault() {
    assertThat(authenticate(Authenticator.trustingHeaders(), Map.of())).isEqualTo(Caller.DEFAULT);
  }

  @Test
  void aKeyDecidesTheOrganisation() {
    assertThat(authenticate(authenticator, bearer(sharedKey))).isEqualTo(ACME);
  }

  @Test
  void aKeyOfAUserDecidesTheUser() {
    assertThat(authenticate(authenticator, bearer(bobsKey))).isEqualTo(BOB_OF_ACME);
  }

  @Test
  void aKeyOfAnOrganisationLetsTheCallerNameTheUser() {
    assertThat(
            authenticate(
                authenticator, Map.of("authorization", "Bearer " + sharedKey, "x-user-id", "eve")))
        .isEqualTo(new Caller("acme", Optional.of("eve")));
  }

  @Test
  void theWayThroughEnginesIsKnown() {
    Map<String, String> headers = new HashMap<>(bearer(sharedKey));
    headers.put("x-tributary-via", "one:8080, two:8080");
    assertThat(authenticate(authenticator, headers))
        .isEqualTo(new Caller("acme", Optional.empty(), List.of("one:8080", "two:8080")));
  }

  @Test
  void aWayThroughTooManyEnginesIsRefused() {
    Map<String, String> headers = new HashMap<>(bearer(sharedKey));
    headers.put("x-tributary-via", "a,b,c,d,e");
    assertRefused(headers, ErrorCode.QUERY_LOOP);
  }

  @Test
  void aKeyMayBeThePassword() {
    String pair =
        Base64.getEncoder().encodeToString(("any:" + bobsKey).getBytes(StandardCharsets.UTF_8));
    assertThat(authenticate(authenticator, Map.of("authorization", "Basic " + pair)))
        .isEqualTo(BOB_OF_ACME);
  }

  @Test
  void withoutAKeyNobodyIsKnown() {
    assertRefused(Map.of("x-org-id", "acme"), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void aWrongKeyIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> authenticate(authenticator, bearer("trb_wrong")))
        .hasMessageNotContaining("trb_wrong");
    assertRefused(bearer("trb_wrong"), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void anotherOrganisationThanTheKeysIsRefused() {
    assertRefused(
        Map.of("authorization", "Bearer " + sharedKey, "x-org-id", "other"),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void anotherUserThanTheKeysIsRefused() {
    assertRefused(
        Map.of("authorization", "Bearer " + bobsKey, "x-user-id", "eve"),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aProcessOfTheClusterSpeaksForAnyCaller() {
    Authenticator inCluster = authenticator.withClusterSecret(new Secret("between us"));
    assertThat(
            identify(
                inCluster, Map.of("authorization", "Bearer between us", "x-org-id", "whoever")))
        .isEqualTo(new Authenticator.Identity(new Caller("whoever", Optional.empty()), true));
  }

  @Test
  void aKeyIsNoProcessOfTheCluster() {
    Authenticator inCluster = authenticator.withClusterSecret(new Secret("between us"));
    assertThat(identify(inCluster, bearer(sharedKey)).ofCluster()).isFalse();
  }

  @Test
  void theFileHoldsNoKeyInClear() throws IOException {
    assertThat(Files.readString(folder.resolve("api-keys"))).doesNotContain(sharedKey, bobsKey);
  }

  @Test
  void brokenLinesAreToldByNumber() throws IOException {
    Path file = folder.resolve("broken");
    Files.writeString(file, "a:b\n# fine\nname:org::abcd\n");
    assertThatThrownBy(() -> ApiKeys.load(file))
        .isInstanceOfSatisfying(
            ConfigException.class,
            failure ->
                assertThat(failure.problems())
                    .containsExactly(
                        "line 1 is not name:organisation:user:sha256",
                        "line 3 is not name:organisation:user:sha256"));
  }

  @Test
  void aFileWithoutKeysIsAProblem() throws IOException {
    Path file = folder.resolve("empty");
    Files.writeString(file, "# none yet\n");
    assertThatThrownBy(() -> ApiKeys.load(file)).hasMessageContaining("tributary hash-key");
  }

  private void assertRefused(Map<String, String> headers, ErrorCode code) {
    assertThatThrownBy(() -> authenticate(authenticator, headers))
        .isInstanceOfSatisfying(
            GatewayException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static Map<String, String> bearer(String key) {
    return Map.of("authorization", "Bearer " + key);
  }

  private static Caller authenticate(Authenticator authenticator, Map<String, String> headers) {
    return identify(authenticator, headers).caller();
  }

  private static Authenticator.Identity identify(
      Authenticator authenticator, Map<String, String> headers) {
    return authenticator.authenticate(name -> Optional.ofNullable(headers.get(name)));
  }
}
