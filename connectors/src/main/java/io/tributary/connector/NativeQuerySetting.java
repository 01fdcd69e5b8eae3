package io.tributary.connector;

/// Whether a source takes queries in its own SQL. They may read whatever its user may, and so more
/// than the tables that it shows.
public final class NativeQuerySetting {

  /// The setting without which it takes none.
  public static final String KEY = "native-queries";

  /// The setting, as connectors describe it.
  public static final ConnectorDescriptor.Property PROPERTY =
      new ConnectorDescriptor.Property(
          KEY,
          "whether queries in its own SQL are taken, which may read all that its user may: true or"
              + " false, false by default",
          false,
          false);

  private NativeQuerySetting() {}

  /// That a source which could take such queries may not.
  public static ConnectorException off(String source) {
    return new ConnectorException(
        ErrorCode.PERMISSION_DENIED,
        "source %s takes no queries in its own SQL: set %s=true in its properties, which lets them read all that its user may"
            .formatted(source, KEY));
  }
}
