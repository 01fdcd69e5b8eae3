package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.error.SqlPosition;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.TableId;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.ParsedStatement.Name;
import io.tributary.gateway.planner.parser.NativeQueryCall;
import io.tributary.gateway.session.SessionDefaults;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Finds the tables that a parsed query reads and writes their full names into it, spelled as the
/// source spells them. All metadata is fetched here, before validation, which then does no I/O.
final class TableNames extends SqlBasicVisitor<@Nullable Void> {

  private final Metadata metadata;
  private final SessionDefaults defaults;
  private final Map<List<String>, ResolvedTable> tables = new LinkedHashMap<>();
  private final Deque<Set<String>> commonTableExpressions = new ArrayDeque<>();

  private TableNames(Metadata metadata, SessionDefaults defaults) {
    this.metadata = metadata;
    this.defaults = defaults;
  }

  /// Resolves in place.
  ///
  /// @return every name of a table in the query, once
  static List<ResolvedTable> resolve(SqlNode query, Metadata metadata, SessionDefaults defaults) {
    var names = new TableNames(metadata, defaults);
    query.accept(names);
    return List.copyOf(names.tables.values());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    switch (call) {
      case SqlWith with -> visitWith(with);
      case SqlSelect select -> {
        SqlNode from = select.getFrom();
        select.setFrom(null);
        super.visit(select);
        select.setFrom(from == null ? null : relation(from));
      }
      case SqlBasicCall explicit when explicit.getKind() == SqlKind.EXPLICIT_TABLE ->
          explicit.setOperand(0, relation(explicit.operand(0)));
      default -> super.visit(call);
    }
    return null;
  }

  private void visitWith(SqlWith with) {
    var names = new HashSet<String>();
    commonTableExpressions.push(names);
    for (SqlNode node : with.withList) {
      SqlWithItem item = (SqlWithItem) node;
      String name = item.name.getSimple().toLowerCase(Locale.ROOT);
      if (item.recursive.booleanValue()) {
        names.add(name);
      }
      item.query.accept(this);
      names.add(name);
    }
    with.body.accept(this);
    commonTableExpressions.pop();
  }

  /// What stands in FROM, with names completed.
  private SqlNode relation(SqlNode node) {
    return switch (node) {
      case SqlIdentifier name -> isCommonTableExpression(name) ? name : table(name);
      case SqlCall call when NativeQueryCall.is(call) -> query(call);
      case SqlJoin join -> {
        join.setLeft(relation(join.getLeft()));
        join.setRight(relation(join.getRight()));
        SqlNode condition = join.getCondition();
        if (condition != null) {
          condition.accept(this);
        }
        yield join;
      }
      case SqlCall call when isAroundRelation(call) -> {
        call.setOperand(0, relation(call.operand(0)));
        yield call;
      }
      default -> {
        node.accept(this);
        yield node;
      }
    };
  }

  private static boolean isAroundRelation(SqlCall call) {
    return switch (call.getKind()) {
      case AS, LATERAL, TABLESAMPLE, TABLE_REF, EXTEND, PIVOT, UNPIVOT -> true;
      default -> false;
    };
  }

  private boolean isCommonTableExpression(SqlIdentifier name) {
    return name.isSimple()
        && commonTableExpressions.stream()
            .anyMatch(names -> names.contains(name.getSimple().toLowerCase(Locale.ROOT)));
  }

  private SqlIdentifier table(SqlIdentifier name) {
    var position = SqlPositions.of(name.getParserPosition());
    return read(
        resolve(new Name(name.names, position), metadata, defaults), name.getParserPosition());
  }

  private SqlIdentifier query(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    return read(
        resolve(NativeQueryCall.query(call), SqlPositions.of(position), metadata), position);
  }

  /// @return its name as the planner knows it
  private SqlIdentifier read(ResolvedTable table, SqlParserPos position) {
    tables.putIfAbsent(List.of(table.source(), table.schema(), table.table()), table);
    TableId id = table.found().id();
    return new SqlIdentifier(List.of(id.source(), id.schema(), id.table()), position);
  }

  /// A query in a source's own SQL, as a table.
  static ResolvedTable resolve(NativeQuery query, SqlPosition position, Metadata metadata) {
    try {
      TableMetadata found = metadata.query(query);
      return new ResolvedTable(query.source(), found.id().schema(), found.id().table(), found);
    } catch (GatewayException e) {
      throw new GatewayException(e.code(), String.valueOf(e.getMessage()), position);
    }
  }

  /// A table by its name, completed, with how it was asked for.
  static ResolvedTable resolve(Name name, Metadata metadata, SessionDefaults defaults) {
    List<String> asked = completed(name, defaults);
    TableMetadata table = find(asked, name.position(), metadata);
    return new ResolvedTable(asked.get(0), asked.get(1), asked.get(2), table);
  }

  /// A table by its name, completed.
  static TableMetadata find(Name name, Metadata metadata, SessionDefaults defaults) {
    return find(completed(name, defaults), name.position(), metadata);
  }

  private static TableMetadata find(List<String> name, SqlPosition position, Metadata metadata) {
    try {
      return metadata.table(name.get(0), name.get(1), name.get(2));
    } catch (GatewayException e) {
      throw new GatewayException(e.code(), String.valueOf(e.getMessage()), position);
    }
  }

  /// A name with what the session completes it by: source, schema and table.
  static List<String> completed(Name name, SessionDefaults defaults) {
    List<String> parts = name.parts();
    String source =
        parts.size() == 3 ? parts.get(0) : defaults.source().orElseThrow(() -> incomplete(name));
    String schema =
        parts.size() >= 2
            ? parts.get(parts.size() - 2)
            : defaults.schema().orElseThrow(() -> incomplete(name));
    if (parts.size() > 3) {
      throw new GatewayException(
          ErrorCode.TABLE_NOT_FOUND,
          "table name %s has %d parts; expected source.schema.table".formatted(name, parts.size()),
          name.position());
    }
    return List.of(source, schema, parts.getLast());
  }

  private static GatewayException incomplete(Name name) {
    return new GatewayException(
        ErrorCode.TABLE_NOT_FOUND,
        "table %s has no source: write source.schema.table, or set a default source and schema"
            .formatted(name),
        name.position());
  }
}
