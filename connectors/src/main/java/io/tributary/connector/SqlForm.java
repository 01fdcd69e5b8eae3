package io.tributary.connector;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One computation on values that a source does with exactly the meaning that DuckDB gives it, and
/// how the source writes it.
///
/// @param name DuckDB's name of the function, in small letters, or the operator's sign
/// @param operands what it takes, in order
/// @param repeats whether the last operand may come any number of times, but at least once
/// @param results what types the result may have in DuckDB; empty for any
/// @param typing what must be known of the types together
/// @param sql how it is written: `{0}`, `{1}` … stand for the operands, `{*}` for all of them with
///   commas between, `{type}` for the result's type, `{distinct}` for an aggregate's DISTINCT;
///   where the result is a decimal, `{scale}` for its scale and `{limit}` for the first number too
///   large
public record SqlForm(
    String name,
    List<Operand> operands,
    boolean repeats,
    Set<SqlType> results,
    Typing typing,
    String sql) {

  /// What must be known of the types together.
  public enum Typing {
    ANY,
    /// Operands and result all are of one type.
    ALIKE,
    /// The result is a decimal that has room for whatever comes of the operands.
    ROOMY
  }

  /// What an operand may be.
  public record Operand(Set<SqlType> types, Given given) {

    public Operand {
      types = Set.copyOf(types);
    }

    public static Operand of(Set<SqlType> types) {
      return new Operand(types, Given.ANYTHING);
    }

    public static Operand of(SqlType first, SqlType... others) {
      return of(EnumSet.of(first, others));
    }

    /// The same types, but only such values.
    public Operand given(Given only) {
      return new Operand(types, only);
    }

    private Operand without(SqlType type) {
      Set<SqlType> others = new HashSet<>(types);
      others.remove(type);
      return new Operand(others, given);
    }
  }

  /// What must be known of an operand's value.
  public enum Given {
    ANYTHING,
    CONSTANT,
    NOT_ZERO,
    NOT_NEGATIVE,
    POSITIVE,
    NEGATIVE,
    /// A text without a backslash.
    NO_BACKSLASH,
    /// A text that is not empty.
    NOT_EMPTY,
    /// A text of one code point.
    ONE_CHARACTER;

    boolean admits(Argument argument) {
      Object constant = argument.constant;
      return switch (this) {
        case ANYTHING -> true;
        case CONSTANT -> constant != null;
        case NOT_ZERO -> argument.neverZero;
        case NOT_NEGATIVE -> constant instanceof BigDecimal number && number.signum() >= 0;
        case POSITIVE -> constant instanceof BigDecimal number && number.signum() > 0;
        case NEGATIVE -> constant instanceof BigDecimal number && number.signum() < 0;
        case NO_BACKSLASH -> constant instanceof String text && !text.contains("\\");
        case NOT_EMPTY -> constant instanceof String text && !text.isEmpty();
        case ONE_CHARACTER ->
            constant instanceof String text && text.codePointCount(0, text.length()) == 1;
      };
    }
  }

  /// An operand as it comes.
  ///
  /// @param constant a text or a [BigDecimal], if it is such a constant
  /// @param neverZero whether it is known that it is never zero where that matters
  public record Argument(SqlType type, @Nullable Object constant, boolean neverZero) {

    /// Any value of a type.
    public static Argument of(SqlType type) {
      return new Argument(type, null, false);
    }
  }

  public SqlForm {
    operands = List.copyOf(operands);
    results = Set.copyOf(results);
  }

  /// The same for fewer types; empty where nothing is left.
  Optional<SqlForm> without(SqlType type) {
    List<Operand> others = operands.stream().map(operand -> operand.without(type)).toList();
    Set<SqlType> given = new HashSet<>(results);
    given.remove(type);
    boolean lost =
        others.stream().anyMatch(operand -> operand.types.isEmpty())
            || (given.isEmpty() && !results.isEmpty());
    return lost
        ? Optional.empty()
        : Optional.of(new SqlForm(name, others, repeats, given, typing, sql));
  }

  boolean fits(List<Argument> arguments, SqlType result) {
    boolean countFits =
        repeats ? arguments.size() >= operands.size() : arguments.size() == operands.size();
    if (!countFits || !(results.isEmpty() || results.contains(result))) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      Operand operand = operands.get(Math.min(i, operands.size() - 1));
      Argument argument = arguments.get(i);
      if (!operand.types.contains(argument.type)
          || !operand.given.admits(argument)
          || (typing == Typing.ALIKE && argument.type != result)) {
        return false;
      }
    }
    return true;
  }

  /// How often an operand is written.
  public int uses(int operand) {
    String slot = "{" + operand + "}";
    return (sql.length() - sql.replace(slot, "").length()) / slot.length();
  }
}
