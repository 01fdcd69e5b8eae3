package io.tributary.connector.postgresql;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.UnfitValueException;
import io.tributary.connector.jdbc.ValueGuard;
import io.tributary.connector.jdbc.ValueGuard.Characters;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.postgresql.core.Oid;

/// Which columns would keep other values than they are given: by their base types and those types'
/// modifiers, which domains do not show.
final class PostgresqlGuards {
  /// What is kept of a `name`.
  static final int NAME_BYTES = 63;

  /// How a type that is no domain is written.
  private static final String VARCHAR = "character varying(";

  /// From here on, OIDs are of types that a database makes.
  private static final long FIRST_MADE_OID = 16_384;

  /// Composites, ranges, and arrays of these or of domains.
  private static final String MADE_OF_OTHERS =
      """
      SELECT t.oid FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
      WHERE t.oid = ANY (CAST(? AS oid[]))
        AND (t.typtype IN ('c', 'r', 'm') OR e.typtype IN ('c', 'd', 'r', 'm'))\
      """;

  private static final int TSRANGE = 3908;
  private static final int TSTZRANGE = 3910;

  /// A fraction of something that is no second, also not a past one.
  private static final Pattern PART_OF_MORE =
      Pattern.compile("\\.\\d+\\s*(?!ago\\b)[a-rt-z]", Pattern.CASE_INSENSITIVE);

  private static final int MONEY_DIGITS = 2;

  private PostgresqlGuards() {}

  /// @param server asked for types that the database makes of others
  /// @param types what it says of the columns
  static List<ValueGuard> of(
      Connection server, List<org.postgresql.core.Field> types, List<ColumnDescription> columns)
      throws SQLException {
    Set<Integer> ofOthers = madeOfOthers(server, types);
    List<ValueGuard> guards = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescription column = columns.get(i);
      int typeOid = types.get(i).getOID();
      guards.add(
          ofOthers.contains(typeOid)
              ? ValueGuard.unknown(column.sourceType())
              : of(typeOid, types.get(i).getMod(), column.field(), column.sourceType()));
    }
    return List.copyOf(guards);
  }

  /// Those whose members, elements or bounds are of types that may have modifiers.
  private static Set<Integer> madeOfOthers(Connection server, List<org.postgresql.core.Field> types)
      throws SQLException {
    String made =
        types.stream()
            .map(type -> Integer.toUnsignedLong(type.getOID()))
            .filter(oid -> oid >= FIRST_MADE_OID)
            .map(String::valueOf)
            .collect(Collectors.joining(",", "{", "}"));
    Set<Integer> ofOthers = new HashSet<>();
    if (made.equals("{}")) {
      return ofOthers;
    }
    try (PreparedStatement asking = server.prepareStatement(MADE_OF_OTHERS)) {
      asking.setString(1, made);
      try (ResultSet found = asking.executeQuery()) {
        while (found.next()) {
          ofOthers.add((int) found.getLong(1));
        }
      }
    }
    return ofOthers;
  }

  /// @param written what values come as
  /// @param declared the column's type as PostgreSQL writes it
  private static ValueGuard of(int typeOid, int modifier, Field written, String declared) {
    if (written.getType() instanceof ArrowType.List) {
      return elements(typeOid, modifier, written.getChildren().getFirst(), declared);
    }
    return switch (typeOid) {
      case Oid.VARCHAR -> characters(ColumnTypes.maxLength(typeOid, modifier), declared);
      case Oid.BPCHAR -> ValueGuard.unpadded();
      case Oid.NAME -> bytes(NAME_BYTES, declared);
      case Oid.CHAR -> bytes(1, declared);
      case Oid.NUMERIC -> modifier < 0 ? ValueGuard.NONE : number(modifier, written, declared);
      case Oid.MONEY -> ValueGuard.fractions(MONEY_DIGITS, declared);
      case Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ ->
          ValueGuard.seconds(secondDigits(modifier), declared);
      case Oid.TIMETZ -> ValueGuard.fractions(secondDigits(modifier), declared);
      case TSRANGE, TSTZRANGE -> ValueGuard.fractions(ValueGuard.MICROSECOND_DIGITS, declared);
      case Oid.INTERVAL, Oid.INTERVAL_ARRAY ->
          modifier < 0 ? interval(declared) : ValueGuard.unknown(declared);
      case Oid.TIMETZ_ARRAY, Oid.NUMERIC_ARRAY ->
          modifier < 0 ? ValueGuard.NONE : ValueGuard.unknown(declared);
      case Oid.BPCHAR_ARRAY, Oid.CHAR_ARRAY, Oid.MONEY_ARRAY -> ValueGuard.unknown(declared);
      default -> ValueGuard.NONE;
    };
  }

  private static ValueGuard elements(int arrayOid, int modifier, Field written, String declared) {
    Integer elementOid = ColumnEncoders.ELEMENTS.get(arrayOid);
    ValueGuard ofEach =
        elementOid == null ? ValueGuard.NONE : of(elementOid, modifier, written, declared);
    if (ofEach.equals(ValueGuard.NONE)) {
      return ValueGuard.NONE;
    }
    return (vector, row) -> {
      ListVector lists = (ListVector) vector;
      FieldVector values = lists.getDataVector();
      for (int i = lists.getElementStartIndex(row); i < lists.getElementEndIndex(row); i++) {
        if (!values.isNull(i)) {
          ofEach.check(values, i);
        }
      }
    };
  }

  private static int secondDigits(int modifier) {
    return modifier < 0 ? ValueGuard.MICROSECOND_DIGITS : modifier;
  }

  /// Nothing is computed for a domain.
  private static ValueGuard characters(OptionalInt most, String declared) {
    if (most.isEmpty()) {
      return ValueGuard.NONE;
    }
    Characters guard = new Characters(most.getAsInt());
    return declared.startsWith(VARCHAR) ? guard : (vector, row) -> guard.check(vector, row);
  }

  private static ValueGuard bytes(int most, String declared) {
    return (vector, row) -> {
      if (((BaseVariableWidthVector) vector).getValueLength(row) > most) {
        throw new UnfitValueException(
            "a text has more bytes than the %d that %s keeps".formatted(most, declared));
      }
    };
  }

  /// Where values come as decimals, these have the column's own scale, but for one that rounds
  /// whole numbers.
  private static ValueGuard number(int modifier, Field written, String declared) {
    int scale = ColumnTypes.scale(modifier);
    return switch (written.getType()) {
      case ArrowType.Decimal _ when scale >= 0 -> ValueGuard.NONE;
      case ArrowType.Decimal _ ->
          (vector, row) -> digits(((DecimalVector) vector).getObject(row), scale, declared);
      default -> texts(text -> number(text, scale, declared));
    };
  }

  /// Parts of a year become whole months, parts of seconds microseconds.
  private static ValueGuard interval(String declared) {
    return ValueGuard.fractions(ValueGuard.MICROSECOND_DIGITS, declared)
        .and(
            ValueGuard.texts(
                text -> !PART_OF_MORE.matcher(text).find(),
                "parts of seconds, and of nothing else"));
  }

  /// What has no digits, such as `NaN`, has none to lose.
  private static void number(String text, int scale, String declared) {
    if (text.chars().noneMatch(Character::isDigit)) {
      return;
    }
    try {
      digits(new BigDecimal(text.strip()), scale, declared);
    } catch (NumberFormatException _) {
      throw new UnfitValueException("'%s' is no number".formatted(text));
    }
  }

  private static void digits(BigDecimal number, int scale, String declared) {
    if (number.signum() != 0 && number.stripTrailingZeros().scale() > scale) {
      throw new UnfitValueException("%s has more digits than %s keeps".formatted(number, declared));
    }
  }

  private static ValueGuard texts(Consumer<String> check) {
    return (vector, row) -> check.accept(String.valueOf(((VarCharVector) vector).getObject(row)));
  }
}
