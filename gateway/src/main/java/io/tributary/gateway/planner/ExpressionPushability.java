package io.tributary.gateway.planner;

import com.google.common.base.CharMatcher;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.connector.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/// Whether a source computes an expression with exactly DuckDB's meaning, which its table of forms
/// tells.
final class ExpressionPushability {

  private static final Set<SqlKind> SUMS = EnumSet.of(SqlKind.SUM, SqlKind.SUM0, SqlKind.AVG);

  private final SqlDialectTraits dialect;
  private final SourceForms forms;

  ExpressionPushability(SqlDialectTraits dialect) {
    this.dialect = dialect;
    this.forms = new SourceForms(dialect.forms());
  }

  SourceForms forms() {
    return forms;
  }

  Optional<String> needs(SqlOperation operation) {
    return dialect.operators().contains(operation)
        ? Optional.empty()
        : Optional.of("%s is not certified".formatted(operation.name().replace('_', ' ')));
  }

  /// Why an expression cannot be sent; empty if it can.
  Optional<String> objection(RexNode node) {
    return switch (node) {
      case RexInputRef reference -> known(reference.getType());
      case RexLiteral literal -> literal(literal);
      case RexCall call when call.getOperator() instanceof OpenConstant ->
          known(call.getType()).or(() -> mayBeAnyText(call.getType()));
      case RexOver over -> window(over);
      case RexCall call -> call(call);
      default -> Optional.of("%s is not certified".formatted(node.getKind()));
    };
  }

  /// Why a delivered column cannot be sent; empty if it can. A column of a table always can.
  Optional<String> objectionToColumn(RexNode expression) {
    if (expression instanceof RexInputRef) {
      return Optional.empty();
    }
    if (expression.getType().getSqlTypeName() == SqlTypeName.NULL) {
      return Optional.of("no source has a column without a type");
    }
    return dialect.product() == SqlDialectTraits.Product.GENERIC
            && expression.getType().getSqlTypeName() == SqlTypeName.BOOLEAN
        ? Optional.of("truth values are not known to every database")
        : objection(expression);
  }

  private Optional<String> known(RelDataType type) {
    SqlType known = SourceForms.sqlType(type);
    return known != null && dialect.castTypes().containsKey(known)
        ? Optional.empty()
        : Optional.of("computing with %s is not certified".formatted(type.getSqlTypeName()));
  }

  private Optional<String> literal(RexLiteral literal) {
    return literal.getType().getSqlTypeName() == SqlTypeName.NULL
            || SqlTypeUtil.isInterval(literal.getType())
        ? Optional.empty()
        : known(literal.getType())
            .or(() ->
                isAscii(literal.getValue()) ? Optional.empty() : mayBeAnyText(literal.getType()));
  }

  /// @param value as Calcite has it
  private static boolean isAscii(@Nullable Object value) {
    return switch (value) {
      case NlsString text -> CharMatcher.ascii().matchesAllOf(text.getValue());
      case Sarg<?> search ->
          search.rangeSet.asRanges().stream()
              .flatMap(range ->
                  Stream.of(
                      range.hasLowerBound() ? range.lowerEndpoint() : "",
                      range.hasUpperBound() ? range.upperEndpoint() : ""))
              .allMatch(ExpressionPushability::isAscii);
      case null, default -> true;
    };
  }

  private Optional<String> mayBeAnyText(RelDataType type) {
    return SqlTypeUtil.inCharFamily(type) && !dialect.textOrder().anyCharacter()
        ? Optional.of("characters that the source's encoding may lack are not certified")
        : Optional.empty();
  }

  private Optional<String> call(RexCall call) {
    return switch (call.getKind()) {
      case AND, OR, NOT, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE -> operands(call);
      case IS_NULL, IS_NOT_NULL -> objectionToColumn(call.getOperands().getFirst());
      case EQUALS,
          NOT_EQUALS,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          SEARCH ->
          comparison(call);
      case CASE, COALESCE -> operands(call).or(() -> choice(call));
      case CAST -> SourceForms.isKeptBy(call) ? operands(call) : function(call);
      default -> function(call);
    };
  }

  private Optional<String> function(RexCall call) {
    return forms
        .find(call)
        .map(found -> all(found.operands()))
        .orElseGet(() -> Optional.of(forms.refusal(call)));
  }

  private Optional<String> operands(RexCall call) {
    return all(call.getOperands());
  }

  private Optional<String> all(List<? extends RexNode> nodes) {
    return nodes.stream().map(this::objection).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> comparison(RexCall call) {
    RelDataType left = call.getOperands().get(0).getType();
    RelDataType right = call.getOperands().get(1).getType();
    return isNull(call.getOperands().get(0))
            || isNull(call.getOperands().get(1))
            || (isEquality(call) ? forms.equates(left, right) : forms.compares(left, right))
        ? operands(call)
        : Optional.of(
            forms.refusal(
                "compare",
                "comparing %s with %s".formatted(left.getSqlTypeName(), right.getSqlTypeName())));
  }

  private static boolean isEquality(RexCall comparison) {
    return switch (comparison.getKind()) {
      case EQUALS, NOT_EQUALS, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> true;
      case SEARCH -> {
        Sarg<?> sarg = ((RexLiteral) comparison.getOperands().get(1)).getValueAs(Sarg.class);
        yield sarg != null && (sarg.isPoints() || sarg.isComplementedPoints());
      }
      default -> false;
    };
  }

  private static boolean isNull(RexNode node) {
    return node instanceof RexLiteral literal && literal.isNull();
  }

  /// Alternatives of one type, or made so: sources and DuckDB shall give the same one to the
  /// result.
  private Optional<String> choice(RexCall call) {
    return SourceForms.choices(call).stream()
        .filter(value -> !isNull(value) && !forms.becomes(value.getType(), call.getType()))
        .map(value ->
            "%s of %s as %s is not certified"
                .formatted(
                    call.getKind(),
                    value.getType().getSqlTypeName(),
                    call.getType().getSqlTypeName()))
        .findFirst();
  }

  private Optional<String> window(RexOver over) {
    RexWindow window = over.getWindow();
    if (over.isDistinct()
        || over.ignoreNulls()
        || window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
      return Optional.of("DISTINCT, IGNORE NULLS and EXCLUDE in windows are not certified");
    }
    if (forms.find(over).isEmpty()) {
      return Optional.of(forms.refusal(over));
    }
    return needs(SqlOperation.WINDOW)
        .or(() -> all(over.getOperands()))
        .or(() -> all(window.partitionKeys))
        .or(() -> groups(window.partitionKeys))
        .or(() -> orders(window.orderKeys))
        .or(() -> slides(over) ? needs(SqlOperation.SLIDING_SUMS) : Optional.empty())
        .or(() -> bound(window, window.getLowerBound()))
        .or(() -> bound(window, window.getUpperBound()));
  }

  private Optional<String> groups(List<RexNode> keys) {
    return keys.stream()
        .filter(key -> !forms.groups(key.getType()))
        .map(key -> forms.refusal("group", "grouping by " + key.getType().getSqlTypeName()))
        .findFirst();
  }

  private Optional<String> orders(List<RexFieldCollation> keys) {
    return keys.stream()
        .map(key -> key.left)
        .map(key ->
            objection(key)
                .or(() ->
                    forms.sorts(key.getType())
                        ? Optional.empty()
                        : Optional.of(
                            forms.refusal("order", "order of " + key.getType().getSqlTypeName()))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// Whether a sum of inexact numbers is over frames that rows leave as well as enter.
  private static boolean slides(RexOver over) {
    return SUMS.contains(over.getAggOperator().getKind())
        && SqlTypeUtil.isApproximateNumeric(over.getOperands().getFirst().getType())
        && !isFirstRow(over.getWindow().getLowerBound());
  }

  private static boolean isFirstRow(@Nullable RexWindowBound bound) {
    return bound == null || (bound.isUnbounded() && bound.isPreceding());
  }

  /// Rows count alike everywhere, distances of values do not.
  private static Optional<String> bound(RexWindow window, @Nullable RexWindowBound bound) {
    boolean certified =
        bound == null
            || bound.isUnbounded()
            || bound.isCurrentRow()
            || (window.isRows() && bound.getOffset() instanceof RexLiteral);
    return certified ? Optional.empty() : Optional.of("this window frame is not certified");
  }
}
