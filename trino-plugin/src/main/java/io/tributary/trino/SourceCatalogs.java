package io.tributary.trino;

import io.tributary.v1.SourceSummary;
import io.trino.spi.TrinoException;
import io.trino.spi.catalog.CatalogName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's sources as catalogs: those that there are, and those that Trino has.
final class SourceCatalogs {

  private static final Logger LOG = LoggerFactory.getLogger(SourceCatalogs.class);

  private final GatewayClient gateway;
  private final Set<CatalogName> namesOfFiles;
  private final Set<CatalogName> inTrino = ConcurrentHashMap.newKeySet();
  private volatile List<String> problemsTold = List.of();

  /// @param namesOfFiles which no source's catalog can have
  SourceCatalogs(GatewayClient gateway, Set<CatalogName> namesOfFiles) {
    this.gateway = gateway;
    this.namesOfFiles = Set.copyOf(namesOfFiles);
  }

  /// The sources by catalog, asked of the gateway. One that failed is among them: it may work
  /// later, and queries of its tables say why it does not.
  ///
  /// @throws TrinoException if the gateway does not answer
  Map<CatalogName, String> atGateway() {
    List<String> sources = gateway.listSources().stream().map(SourceSummary::getName).toList();
    CatalogNames names = CatalogNames.of(sources, namesOfFiles);
    tell(names.problems());
    return names.sourceByCatalog();
  }

  /// The catalogs of sources that Trino has.
  Set<CatalogName> inTrino() {
    return Set.copyOf(inTrino);
  }

  void added(CatalogName catalog) {
    inTrino.add(catalog);
  }

  void removed(CatalogName catalog) {
    inTrino.remove(catalog);
  }

  /// The gateway is asked again and again; the log needs to know once.
  private void tell(List<String> problems) {
    Set<String> unknown = new HashSet<>(problems);
    problemsTold.forEach(unknown::remove);
    unknown.forEach(LOG::warn);
    problemsTold = problems;
  }
}
