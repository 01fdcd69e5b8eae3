package io.tributary.gateway.planner;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.planner.whole.Construct;
import io.tributary.gateway.planner.whole.NotTakenApart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Names that Calcite does not find where DuckDB does: `column.field` without the column's table,
/// and a name of the select list in WHERE. Each complaint of Calcite's tells of one of them.
final class NameRepairs {

  private static final Pattern NO_TABLE = Pattern.compile("Table '[^']+' not found");
  private static final Pattern NO_COLUMN =
      Pattern.compile("Column '([^']+)' not found in any table");

  private static final Pattern NO_COLUMN_OF_FUNCTION =
      Pattern.compile("Column '(range|generate_series|unnest)' not found in table '[^']+'");

  private final Map<Repair, GatewayException> repairs = new LinkedHashMap<>();

  private enum Reading {
    /// `column.field`, whose first part is no table.
    FIELDS,
    /// The name of an item of the select list.
    ITEM,
    /// `r.range` of `range(3) r`, whose column is `r` too.
    FUNCTION
  }

  /// How a name at a place is to be read.
  private record Repair(int line, int column, Reading reading) {

    boolean isAtPlaceOf(Repair other) {
      return other.line == line && other.column == column;
    }

    boolean isAt(SqlParserPos position) {
      return position.getLineNum() == line && position.getColumnNum() == column;
    }
  }

  /// Learns of a name that may be read in another way.
  ///
  /// @param refusal what to say where it may not
  void learn(CalciteContextException complaint, GatewayException refusal) {
    String message = cause(complaint);
    Reading reading =
        NO_TABLE.matcher(message).find()
            ? Reading.FIELDS
            : NO_COLUMN.matcher(message).find()
                ? Reading.ITEM
                : NO_COLUMN_OF_FUNCTION.matcher(message).find() ? Reading.FUNCTION : null;
    if (reading == null) {
      throw refusal;
    }
    var repair = new Repair(complaint.getPosLine(), complaint.getPosColumn(), reading);
    if (repairs.containsKey(repair)) {
      throw refusal;
    }
    repairs.put(repair, refusal);
  }

  private static String cause(CalciteContextException complaint) {
    Throwable cause = complaint.getCause();
    return String.valueOf(cause == null ? complaint.getMessage() : cause.getMessage());
  }

  /// Changes a query, just parsed, in place.
  ///
  /// @throws GatewayException the refusal of a name that cannot be read in another way
  void applyTo(SqlNode query) {
    repairs.forEach((repair, refusal) -> {
      var pass = new Pass(repair);
      query.accept(pass);
      if (!pass.done) {
        throw repairs.keySet().stream()
            .filter(repair::isAtPlaceOf)
            .map(repairs::get)
            .findFirst()
            .orElse(refusal);
      }
    });
  }

  /// Looks for the place of one repair.
  private static final class Pass extends SqlBasicVisitor<@Nullable Void> {
    private final Repair repair;
    private @Nullable SqlSelect select;
    private boolean done;

    Pass(Repair repair) {
      this.repair = repair;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      SqlSelect outer = select;
      if (call instanceof SqlSelect inner) {
        select = inner;
      }
      for (int i = 0; i < call.operandCount() && !done; i++) {
        SqlNode operand = call.operand(i);
        if (operand == null) {
          continue;
        }
        Optional<SqlNode> read = read(operand);
        if (read.isPresent()) {
          call.setOperand(i, read.get());
          done = true;
        } else {
          operand.accept(this);
        }
      }
      select = outer;
      return null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very list, and none that reads the same
    public @Nullable Void visit(SqlNodeList list) {
      for (int i = 0; i < list.size() && !done; i++) {
        SqlNode element = list.get(i);
        Optional<SqlNode> read = element == null ? Optional.empty() : read(element);
        if (read.isPresent()) {
          boolean isItem = select != null && list == select.getSelectList();
          list.set(i, isItem ? named(read.get(), (SqlIdentifier) element) : read.get());
          done = true;
        } else if (element != null) {
          element.accept(this);
        }
      }
      return null;
    }

    private Optional<SqlNode> read(SqlNode node) {
      if (!(node instanceof SqlIdentifier name)) {
        return Optional.empty();
      }
      if (repair.reading() == Reading.FUNCTION) {
        return name.names.size() == 2 && repair.isAt(name.getComponentParserPosition(1))
            ? Optional.of(name.setName(1, name.names.get(0)))
            : Optional.empty();
      }
      if (repair.reading() == Reading.ITEM && isAtField(name)) {
        return Optional.of(fields(name)); // ORDER BY complains of the field
      }
      if (!repair.isAt(name.getParserPosition())) {
        return Optional.empty();
      }
      if (name.isStar()) {
        throw new NotTakenApart(
            Construct.STAR_OF_STRUCT,
            "table or alias %s does not exist in this query".formatted(name.names.getFirst()),
            SqlPositions.of(name.getParserPosition()));
      }
      if (repair.reading() == Reading.FIELDS) {
        return name.isSimple() ? Optional.empty() : Optional.of(fields(name));
      }
      return name.isSimple() && select != null ? item(name.getSimple(), select) : Optional.empty();
    }

    private boolean isAtField(SqlIdentifier name) {
      for (int i = 1; i < name.names.size(); i++) {
        if (repair.isAt(name.getComponentParserPosition(i))) {
          return true;
        }
      }
      return false;
    }

    private static SqlNode fields(SqlIdentifier name) {
      SqlNode value = name.getComponent(0);
      for (int i = 1; i < name.names.size(); i++) {
        SqlParserPos position = name.getParserPosition();
        value =
            SqlStdOperatorTable.ITEM.createCall(
                position, value, SqlLiteral.createCharString(name.names.get(i), position));
      }
      return value;
    }

    /// A column is called as its field is.
    private static SqlNode named(SqlNode item, SqlIdentifier name) {
      SqlIdentifier last = name.getComponent(name.names.size() - 1);
      return SqlStdOperatorTable.AS.createCall(name.getParserPosition(), item, last);
    }

    /// What the select list gives a name to.
    private static Optional<SqlNode> item(String name, SqlSelect select) {
      return select.getSelectList().stream()
          .filter(item -> item.getKind() == SqlKind.AS)
          .map(SqlCall.class::cast)
          .filter(item -> ((SqlIdentifier) item.operand(1)).getSimple().equalsIgnoreCase(name))
          .map(item -> item.<SqlNode>operand(0))
          .findFirst();
    }
  }
}
