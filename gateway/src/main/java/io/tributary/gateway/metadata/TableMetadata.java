package io.tributary.gateway.metadata;

import io.tributary.connector.Source;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableStatistics;

/// A table and the open source that holds it.
public record TableMetadata(
    TableId id, Source source, TableDescription description, TableStatistics statistics) {}
