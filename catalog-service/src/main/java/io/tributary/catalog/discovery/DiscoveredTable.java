package io.tributary.catalog.discovery;

import io.tributary.connector.TableDescription;
import io.tributary.connector.TableStatistics;

/// A table of a source, with what the source knows of it.
public record DiscoveredTable(
    String source, TableDescription description, TableStatistics statistics) {}
