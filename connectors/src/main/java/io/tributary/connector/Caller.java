package io.tributary.connector;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who asks: every request has a caller, and pools, caches and stored things are keyed by it.
///
/// @param organisation tenant, `default` on loopback where no header names one
/// @param user user within the tenant, where a header names one
/// @param via query engines that the request has come through, the first one first: each was asked
///   by a gateway, and asks one for what it needs to answer
public record Caller(String organisation, Optional<String> user, List<String> via) {

  /// The header in which engines tell through which of them a request has come.
  public static final String VIA_HEADER = "x-tributary-via";

  private static final Pattern COMMA = Pattern.compile(",");

  public static final Caller DEFAULT = new Caller("default", Optional.empty());

  private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  public Caller {
    if (organisation.isBlank()) {
      throw new IllegalArgumentException("an organisation needs a name");
    }
    via = List.copyOf(via);
  }

  /// The engines that a header names, as [#viaHeader] writes it.
  public static List<String> engines(Optional<String> header) {
    return header.stream()
        .flatMap(COMMA::splitAsStream)
        .map(String::strip)
        .filter(engine -> !engine.isEmpty())
        .toList();
  }

  /// The engines as a header names them; empty where there are none.
  public Optional<String> viaHeader() {
    return via.isEmpty() ? Optional.empty() : Optional.of(String.join(",", via));
  }

  /// Whose request has come through no engine.
  public Caller(String organisation, Optional<String> user) {
    this(organisation, user, List.of());
  }

  /// Any user of the organisation, by the same way.
  public Caller anyUser() {
    return new Caller(organisation, Optional.empty(), via);
  }

  /// The caller of the request that this thread works for.
  ///
  /// @throws NoSuchElementException outside any request, which is a defect
  public static Caller current() {
    return CURRENT.get();
  }

  /// The caller of the request that this thread works for; empty where it works for none.
  public static Optional<Caller> find() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Runs an action as this caller, on this thread.
  public void run(Runnable action) {
    ScopedValue.where(CURRENT, this).run(action);
  }

  /// Computes as this caller, on this thread.
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
    return ScopedValue.where(CURRENT, this).call(action);
  }
}
