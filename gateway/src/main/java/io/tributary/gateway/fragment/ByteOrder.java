package io.tributary.gateway.fragment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.SqlDialectTraits.TextOrder;
import io.tributary.gateway.planner.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;

/// Makes a source compare text by its bytes, as DuckDB does, wherever order matters: comparisons,
/// sort keys, smallest and largest. Where the source takes different texts for equal, wherever
/// equality matters too: groups, distinct values, and conditions. Bytes alone no index finds, nor
/// does every source hash them, so that conditions also ask for what is equal by the source's own
/// rules, which text of the same bytes always is.
final class ByteOrder extends RelHomogeneousShuttle {

  private final TextOrder order;
  private final SqlFunction collate;
  private final SqlFunction asText;

  private ByteOrder(TextOrder order) {
    this.order = order;
    this.collate = new Spelled("BY_BYTES", order.byBytes());
    this.asText = new Spelled("AS_TEXT", order.asText());
  }

  /// @param order how the source compares text
  static RelNode enforce(RelNode rel, TextOrder order) {
    return rel.accept(new ByteOrder(order));
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    return switch (rel) {
      case TableScan scan -> scan(scan);
      case Sort sort -> sort(sort);
      case Aggregate aggregate -> aggregate(aggregate);
      case Union union when union.all -> union;
      case SetOp set -> set(set);
      case Filter filter -> comparing(filter, List.of(filter.getInput()));
      case Join join -> comparing(join, join.getInputs());
      default -> comparing(rel, List.of());
    };
  }

  /// @param conditioned what the conditions are about, if there are any
  private RelNode comparing(RelNode rel, List<RelNode> conditioned) {
    List<Optional<String>> collations = new ArrayList<>();
    for (RelNode input : conditioned) {
      for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
        collations.add(collation(input, i));
      }
    }
    return rel.accept(new Comparisons(rel.getCluster().getRexBuilder(), collations));
  }

  /// By which a column's text compares at the source: a column's own, or the one that everything
  /// has which was made text from bytes.
  private Optional<String> collation(RelNode rel, int column) {
    return switch (rel) {
      case TableScan scan -> {
        ColumnDescription description =
            SourceTable.of(scan).metadata().description().columns().get(column);
        yield description.readAsTextBecause().isEmpty()
            ? description.collation()
            : Optional.empty();
      }
      case Project project ->
          switch (project.getProjects().get(column)) {
            case RexInputRef kept -> collation(project.getInput(), kept.getIndex());
            case RexCall call when call.getOperator().equals(asText) -> Optional.of(order.asText());
            default -> Optional.empty();
          };
      case Filter filter -> collation(filter.getInput(), column);
      case Sort sort -> collation(sort.getInput(), column);
      case Join join -> {
        int left = join.getLeft().getRowType().getFieldCount();
        yield column < left
            ? collation(join.getLeft(), column)
            : collation(join.getRight(), column - left);
      }
      default -> Optional.empty();
    };
  }

  /// By bytes from here on are columns of other rules than their source has.
  private RelNode scan(TableScan scan) {
    if (!order.equalByBytes()) {
      return scan;
    }
    List<ColumnDescription> columns = SourceTable.of(scan).metadata().description().columns();
    Set<Integer> others = texts(scan);
    others.removeIf(column -> columns.get(column).collation().isEmpty());
    return others.isEmpty() ? scan : collated(scan, others);
  }

  private RelNode sort(Sort sort) {
    Set<Integer> keys = new TreeSet<>();
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      if (isText(sort.getInput(), key.getFieldIndex())) {
        keys.add(key.getFieldIndex());
      }
    }
    return keys.isEmpty()
        ? sort
        : sort.copy(sort.getTraitSet(), List.of(collated(sort.getInput(), keys)));
  }

  private RelNode set(SetOp set) {
    Set<Integer> texts = texts(set);
    if (order.equalByBytes() || texts.isEmpty()) {
      return set;
    }
    List<RelNode> inputs = set.getInputs().stream().map(input -> collated(input, texts)).toList();
    RelNode byBytes = set.copy(set.getTraitSet(), inputs);
    return order.asText().equals("%s") ? byBytes : wrapped(byBytes, texts, asText);
  }

  private RelNode aggregate(Aggregate aggregate) {
    Set<Integer> arguments = new TreeSet<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      boolean ordered =
          call.getAggregation().getKind() == SqlKind.MIN
              || call.getAggregation().getKind() == SqlKind.MAX;
      if (ordered || (call.isDistinct() && !order.equalByBytes())) {
        arguments.addAll(call.getArgList());
      }
    }
    if (!order.equalByBytes()) {
      arguments.addAll(aggregate.getGroupSet().asList());
    }
    arguments.removeIf(column -> !isText(aggregate.getInput(), column));
    if (arguments.isEmpty()) {
      return aggregate;
    }
    RelNode byBytes =
        aggregate.copy(aggregate.getTraitSet(), List.of(collated(aggregate.getInput(), arguments)));
    return order.asText().equals("%s") ? byBytes : asText(byBytes);
  }

  /// Whatever computes on groups, smallest and largest texts shall see text.
  private RelNode asText(RelNode aggregate) {
    Set<Integer> texts = texts(aggregate);
    return texts.isEmpty() ? aggregate : wrapped(aggregate, texts, asText);
  }

  private static Set<Integer> texts(RelNode rel) {
    Set<Integer> texts = new TreeSet<>();
    for (int i = 0; i < rel.getRowType().getFieldCount(); i++) {
      if (isText(rel, i)) {
        texts.add(i);
      }
    }
    return texts;
  }

  private static boolean isText(RelNode rel, int column) {
    return SqlTypeUtil.inCharFamily(rel.getRowType().getFieldList().get(column).getType());
  }

  private RelNode collated(RelNode input, Set<Integer> columns) {
    return wrapped(input, columns, collate);
  }

  private static RelNode wrapped(RelNode input, Set<Integer> columns, SqlFunction function) {
    RexBuilder builder = input.getCluster().getRexBuilder();
    List<RexNode> fields = new ArrayList<>(builder.identityProjects(input.getRowType()));
    for (int column : columns) {
      RexNode field = fields.get(column);
      fields.set(column, builder.makeCall(field.getType(), function, List.of(field)));
    }
    return LogicalProject.create(input, List.of(), fields, input.getRowType(), Set.of());
  }

  private final class Comparisons extends RexShuttle {
    private final RexBuilder builder;
    private final List<Optional<String>> collations;

    /// @param collations of the columns in conditions; empty elsewhere
    Comparisons(RexBuilder builder, List<Optional<String>> collations) {
      this.builder = builder;
      this.collations = collations;
    }

    /// Keys to sort rows and to part them by.
    @Override
    public RexWindow visitWindow(RexWindow window) {
      return new RexShuttle() {
        @Override
        public RexNode visitInputRef(RexInputRef key) {
          return collated(key);
        }

        @Override
        public RexNode visitCall(RexCall key) {
          return collated(key);
        }
      }.visitWindow(super.visitWindow(window));
    }

    private RexNode collated(RexNode key) {
      return SqlTypeUtil.inCharFamily(key.getType())
          ? builder.makeCall(key.getType(), collate, List.of(key))
          : key;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (visited.isA(SqlKind.AND)) {
        // What was one condition of several may have become two.
        return RexUtil.flatten(builder, visited);
      }
      if (!(visited instanceof RexCall compared) || !comparesOrder(compared)) {
        return visited;
      }
      List<RexNode> operands = new ArrayList<>(compared.getOperands());
      operands.replaceAll(operand ->
          operand instanceof RexLiteral
              ? operand
              : builder.makeCall(operand.getType(), collate, List.of(operand)));
      RexNode byBytes = compared.clone(compared.getType(), operands);
      return order.equalByBytes() || !isEqualityBySourceToo(compared)
          ? byBytes
          : builder.makeCall(
              compared.getType(), SqlStdOperatorTable.AND, List.of(compared, byBytes));
    }

    /// Whether an equality can be asked in the source's own way: of columns that it compares alike,
    /// and with constants that text of any character set may be.
    private boolean isEqualityBySourceToo(RexCall call) {
      boolean asksForEqual =
          switch (call.getKind()) {
            case EQUALS, IS_NOT_DISTINCT_FROM -> true;
            case SEARCH -> points(call.getOperands().get(1)).isPresent();
            default -> false;
          };
      return asksForEqual
          && isComparable(call.getOperands().getFirst(), call.getOperands().getLast());
    }

    private boolean isComparable(RexNode one, RexNode other) {
      Optional<String> collation = collation(one);
      if (collation.isEmpty()) {
        return one instanceof RexLiteral && collation(other).isPresent() && isAscii(one);
      }
      return isAscii(other) || collation.equals(collation(other));
    }

    private Optional<String> collation(RexNode node) {
      return node instanceof RexInputRef column && column.getIndex() < collations.size()
          ? collations.get(column.getIndex())
          : Optional.empty();
    }

    private boolean comparesOrder(RexCall call) {
      return SqlTypeUtil.inCharFamily(
              call.getOperands().isEmpty()
                  ? call.getType()
                  : call.getOperands().getFirst().getType())
          && switch (call.getKind()) {
            case EQUALS, NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM ->
                !order.equalByBytes();
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> true;
            case SEARCH -> {
              Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
              yield sarg == null
                  || !order.equalByBytes()
                  || !(sarg.isPoints() || sarg.isComplementedPoints());
            }
            default -> false;
          };
    }
  }

  private static boolean isAscii(RexNode node) {
    return constants(node)
        .filter(texts -> texts.stream().allMatch(US_ASCII.newEncoder()::canEncode))
        .isPresent();
  }

  /// @return the texts that a constant is or has in its list; empty of all else
  private static Optional<List<String>> constants(RexNode node) {
    return node instanceof RexLiteral literal && literal.getTypeName() != SqlTypeName.SARG
        ? Optional.ofNullable(literal.getValueAs(String.class)).map(List::of)
        : points(node);
  }

  private static Optional<List<String>> points(RexNode node) {
    if (!(node instanceof RexLiteral literal) || literal.getTypeName() != SqlTypeName.SARG) {
      return Optional.empty();
    }
    Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
    return sarg.isPoints()
        ? Optional.of(
            sarg.rangeSet.asRanges().stream()
                .map(range -> ((NlsString) range.lowerEndpoint()).getValue())
                .toList())
        : Optional.empty();
  }

  /// A spelling around a text, such as `x COLLATE "C"`.
  private static final class Spelled extends SqlFunction {
    private final String spelling;

    Spelled(String name, String spelling) {
      super(
          name,
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.CHARACTER,
          SqlFunctionCategory.STRING);
      this.spelling = spelling;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
      int text = spelling.indexOf("%s");
      writer.print("(" + spelling.substring(0, text));
      call.operand(0).unparse(writer, 100, 100);
      writer.print(spelling.substring(text + 2) + ")");
    }
  }
}
