package io.tributary.connector;

/// A kind of source. Making a factory is cheap and loads no driver.
public interface ConnectorFactory {
  ConnectorDescriptor descriptor();

  /// Opens a source. Does not connect: [Source#test] does.
  ///
  /// @throws ConnectorException SOURCE_MISCONFIGURED, naming every bad key at once
  Source open(SourceConfiguration configuration);
}
