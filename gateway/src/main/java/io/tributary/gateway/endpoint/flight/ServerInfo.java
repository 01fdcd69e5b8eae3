package io.tributary.gateway.endpoint.flight;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/// What the server says of itself and of its SQL. JDBC's DatabaseMetaData is made of this, and
/// fails at what is missing, so limits that do not exist are told as 0.
final class ServerInfo {
  private static final String[] NONE = {};

  /// What is not said: there is nothing to say.
  private static final Set<SqlInfo> SILENT =
      EnumSet.of(
          SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT_MIN_VERSION,
          SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT_MAX_VERSION,
          SqlInfo.FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED,
          SqlInfo.FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT,
          SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT,
          SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED,
          SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY,
          SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE,
          SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE,
          SqlInfo.UNRECOGNIZED);

  private final SqlInfoBuilder builder = new SqlInfoBuilder();

  private final BufferAllocator allocator;

  ServerInfo(String version, BufferAllocator allocator) {
    this.allocator = allocator;
    aboutServer(version);
    aboutNames();
    aboutStatements();
    aboutWhatThereIsNot();
    aboutLimits();
  }

  /// @param requested numbers of [SqlInfo], all where empty; unknown ones have no row
  void send(List<Integer> requested, ServerStreamListener listener) {
    List<Integer> known = requested.stream().filter(ServerInfo::isSaid).toList();
    if (known.isEmpty() && !requested.isEmpty()) {
      sendNothing(listener);
    } else {
      builder.send(known, listener);
    }
  }

  /// To the builder, nothing asked for is everything.
  private void sendNothing(ServerStreamListener listener) {
    try (var rows = VectorSchemaRoot.create(Schemas.GET_SQL_INFO_SCHEMA, allocator)) {
      listener.start(rows);
      listener.completed();
    }
  }

  private static boolean isSaid(int number) {
    SqlInfo info = SqlInfo.forNumber(number);
    return info != null && !SILENT.contains(info);
  }

  private void aboutServer(String version) {
    builder
        .withFlightSqlServerName("Tributary")
        .withFlightSqlServerVersion(version)
        .withFlightSqlServerArrowVersion("1.5")
        .withFlightSqlServerReadOnly(false)
        .withFlightSqlServerSql(true)
        .withFlightSqlServerSubstrait(false)
        .withFlightSqlServerCancel(true)
        .withFlightSqlServerBulkIngestion(true)
        .withFlightSqlServerTransaction(
            FlightSql.SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE);
  }

  private void aboutNames() {
    builder
        .withSqlIdentifierQuoteChar("\"")
        .withSqlSearchStringEscape("\\")
        .withSqlExtraNameCharacters("")
        .withSqlCatalogTerm("source")
        .withSqlSchemaTerm("schema")
        .withSqlProcedureTerm("procedure")
        .withSqlCatalogAtStart(true)
        .withSqlIdentifierCase(
            FlightSql.SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
        .withSqlQuotedIdentifierCase(
            FlightSql.SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
        .withSqlAllTablesAreSelectable(true)
        .withSqlSchemasSupportedActions()
        .withSqlCatalogsSupportedActions();
  }

  private void aboutStatements() {
    builder
        .withSqlNullOrdering(FlightSql.SqlNullOrdering.SQL_NULLS_SORTED_AT_END)
        .withSqlSupportsColumnAliasing(true)
        .withSqlNullPlusNullIsNull(true)
        .withSqlSupportsTableCorrelationNames(true)
        .withSqlSupportsDifferentTableCorrelationNames(false)
        .withSqlSupportsExpressionsInOrderBy(true)
        .withSqlSupportsOrderByUnrelated(true)
        .withSqlSupportsLikeEscapeClause(true)
        .withSqlSupportsNonNullableColumns(true)
        .withSqlCorrelatedSubqueriesSupported(true)
        .withSqlSupportedGroupBy(
            FlightSql.SqlSupportedGroupBy.SQL_GROUP_BY_UNRELATED,
            FlightSql.SqlSupportedGroupBy.SQL_GROUP_BY_BEYOND_SELECT)
        .withSqlSupportedGrammar(
            FlightSql.SupportedSqlGrammar.SQL_MINIMUM_GRAMMAR,
            FlightSql.SupportedSqlGrammar.SQL_CORE_GRAMMAR)
        .withSqlAnsi92SupportedLevel(FlightSql.SupportedAnsi92SqlGrammarLevel.ANSI92_ENTRY_SQL)
        .withSqlSubQueriesSupported(
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_COMPARISONS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_EXISTS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_INS,
            FlightSql.SqlSupportedSubqueries.SQL_SUBQUERIES_IN_QUANTIFIEDS)
        .withSqlSupportedUnions(
            FlightSql.SqlSupportedUnions.SQL_UNION, FlightSql.SqlSupportedUnions.SQL_UNION_ALL)
        .withSqlOuterJoinSupportLevel(
            FlightSql.SqlOuterJoinsSupportLevel.SQL_LIMITED_OUTER_JOINS,
            FlightSql.SqlOuterJoinsSupportLevel.SQL_FULL_OUTER_JOINS)
        .withSqlSupportedResultSetTypes(
            FlightSql.SqlSupportedResultSetType.SQL_RESULT_SET_TYPE_FORWARD_ONLY)
        .withSqlKeywords(NONE)
        .withSqlNumericFunctions(NONE)
        .withSqlStringFunctions(NONE)
        .withSqlSystemFunctions(NONE)
        .withSqlDatetimeFunctions(NONE);
  }

  private void aboutWhatThereIsNot() {
    builder
        .withSqlDdlCatalog(false)
        .withSqlDdlSchema(false)
        .withSqlDdlTable(false)
        .withSqlSupportsIntegrityEnhancementFacility(false)
        .withSqlSelectForUpdateSupported(false)
        .withSqlStoredProceduresSupported(false)
        .withSqlStoredFunctionsUsingCallSyntaxSupported(false)
        .withSqlNamedParametersSupported(false)
        .withSqlLocatorsUpdateCopy(false)
        .withSqlSupportedPositionedCommands()
        .withSqlSupportsConvert(Map.of())
        .withSqlTransactionsSupported(false)
        .withSqlSavepointsSupported(false)
        .withSqlDefaultTransactionIsolation(0)
        .withSqlSupportedTransactionsIsolationLevels(
            FlightSql.SqlTransactionIsolationLevel.SQL_TRANSACTION_NONE)
        .withSqlDataDefinitionCausesTransactionCommit(false)
        .withSqlDataDefinitionsInTransactionsIgnored(false)
        .withSqlBatchUpdatesSupported(false)
        .withSqlMaxRowSizeIncludesBlobs(false);
  }

  private void aboutLimits() {
    builder
        .withSqlMaxBinaryLiteralLength(0)
        .withSqlMaxCharLiteralLength(0)
        .withSqlMaxColumnNameLength(0)
        .withSqlMaxColumnsInGroupBy(0)
        .withSqlMaxColumnsInIndex(0)
        .withSqlMaxColumnsInOrderBy(0)
        .withSqlMaxColumnsInSelect(0)
        .withSqlMaxColumnsInTable(0)
        .withSqlMaxConnections(0)
        .withSqlMaxCursorNameLength(0)
        .withSqlMaxIndexLength(0)
        .withSqlDbSchemaNameLength(0)
        .withSqlMaxProcedureNameLength(0)
        .withSqlMaxCatalogNameLength(0)
        .withSqlMaxRowSize(0)
        .withSqlMaxStatementLength(0)
        .withSqlMaxStatements(0)
        .withSqlMaxTableNameLength(0)
        .withSqlMaxTablesInSelect(0)
        .withSqlMaxUsernameLength(0);
  }
}
