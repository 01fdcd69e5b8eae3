package io.tributary.connector;

import java.util.List;

/// What a connector is and takes, readable without loading its driver.
///
/// @param id value of `connector.name`
/// @param driver Maven coordinates of the driver, `group:artifact`
public record ConnectorDescriptor(
    String id, String title, Kind kind, List<Property> properties, String driver) {

  /// What users would look under.
  public enum Kind {
    SQL,
    NOSQL,
    CLOUD,
    FILE,
    API,
    STREAM
  }

  /// A setting.
  ///
  /// @param secret never shown, logged or stored in the clear
  public record Property(String key, String description, boolean required, boolean secret) {}

  public ConnectorDescriptor {
    properties = List.copyOf(properties);
  }
}
