package io.tributary.catalog.source;

import io.tributary.catalog.error.CatalogException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SharedSource;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import java.util.function.Function;

/// A source as configured: one that can be used, or one that cannot and why.
public sealed interface ConfiguredSource {

  /// First part of `source.schema.table`.
  String name();

  /// Id of its connector; empty where the configuration does not even say that.
  String connector();

  /// An open source. That its database answers is not said.
  ///
  /// @param configuration holds secrets
  record Ready(SourceConfiguration configuration, SharedSource shared) implements ConfiguredSource {

    @Override
    public String name() {
      return configuration.name();
    }

    @Override
    public String connector() {
      return configuration.connector();
    }

    /// Works with the source, which stays open for as long as that takes.
    public <T> T use(Function<Source, T> work) {
      SharedSource.Lease lease =
          shared
              .lease()
              .orElseThrow(() ->
                  new CatalogException(
                      ErrorCode.SOURCE_UNAVAILABLE,
                      "the configuration of source %s has just changed; try again"
                          .formatted(name())));
      try (lease) {
        return work.apply(lease.source());
      }
    }
  }

  /// A source that cannot be used.
  ///
  /// @param reason one line that names the file and what is wrong in it, without secrets
  record Failed(String name, String connector, String reason) implements ConfiguredSource {}
}
