package io.tributary.connector.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.postgresql.core.Oid;

/// Which Arrow type holds every value of a PostgreSQL type. Where none does, the column is read as
/// text, and a reason says so.
final class ColumnTypes {
  private static final int MOST_DIGITS = 38;

  /// What PostgreSQL adds to every modifier that says something.
  private static final int MODIFIER_HEADER = 4;

  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

  private ColumnTypes() {}

  /// @param asTextBecause present where the type is none of text's own
  record Delivered(ArrowType type, List<Field> children, Optional<String> asTextBecause) {

    private static Delivered as(ArrowType type) {
      return new Delivered(type, List.of(), Optional.empty());
    }

    private static Delivered asText(String reason) {
      return new Delivered(TEXT, List.of(), Optional.of(reason));
    }

    Field field(String name, boolean nullable) {
      return new Field(name, new FieldType(nullable, type, null), children);
    }
  }

  /// @param typeOid a base type's OID: domains are resolved before
  /// @param typeModifier PostgreSQL's encoding of length, or of precision and scale; -1 for none
  /// @param elementOid type of an array's elements; 0 for what is no array
  /// @param declared the type as the user wrote it
  static Delivered delivered(int typeOid, int typeModifier, int elementOid, String declared) {
    if (elementOid != 0) {
      Delivered element = scalar(elementOid, typeModifier, declared);
      if (element.asTextBecause().isPresent()) {
        return Delivered.asText("%s is an array of a type read as text".formatted(declared));
      }
      // To the catalog an int2vector is an array as well, but it does not arrive as one.
      if (ColumnWriters.elementOid(typeOid) == elementOid) {
        return new Delivered(
            ArrowType.List.INSTANCE, List.of(element.field("element", true)), Optional.empty());
      }
    }
    return scalar(typeOid, typeModifier, declared);
  }

  /// The most characters that a text may have.
  ///
  /// @param typeOid a base type's OID: domains are resolved before
  static OptionalInt maxLength(int typeOid, int typeModifier) {
    return typeOid == Oid.VARCHAR && typeModifier >= MODIFIER_HEADER
        ? OptionalInt.of(typeModifier - MODIFIER_HEADER)
        : OptionalInt.empty();
  }

  /// Digits behind the point, fewer than none where the last ones before it are not kept.
  ///
  /// @param typeModifier of a `numeric` that has one
  static int scale(int typeModifier) {
    // Eleven bits with a sign: PostgreSQL has scales from -1000 to 1000.
    return (((typeModifier - MODIFIER_HEADER) & 0x7ff) ^ 1024) - 1024;
  }

  private static Delivered scalar(int typeOid, int typeModifier, String declared) {
    return switch (typeOid) {
      case Oid.BOOL -> Delivered.as(ArrowType.Bool.INSTANCE);
      case Oid.INT2 -> Delivered.as(new ArrowType.Int(16, true));
      case Oid.INT4 -> Delivered.as(new ArrowType.Int(32, true));
      case Oid.INT8 -> Delivered.as(new ArrowType.Int(64, true));
      case Oid.FLOAT4 -> Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case Oid.FLOAT8 -> Delivered.as(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case Oid.NUMERIC -> numeric(typeModifier, declared);
      case Oid.TEXT, Oid.VARCHAR, Oid.NAME -> Delivered.as(TEXT);
      case Oid.BYTEA -> Delivered.as(ArrowType.Binary.INSTANCE);
      case Oid.DATE -> Delivered.as(new ArrowType.Date(DateUnit.DAY));
      case Oid.TIME -> Delivered.as(new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case Oid.TIMESTAMP -> Delivered.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case Oid.TIMESTAMPTZ -> Delivered.as(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      case Oid.BPCHAR ->
          Delivered.asText(
              "blanks that pad %s count for nothing in PostgreSQL, so it is read without them"
                  .formatted(declared));
      default -> Delivered.asText("%s has no counterpart of its own".formatted(declared));
    };
  }

  private static Delivered numeric(int typeModifier, String declared) {
    if (typeModifier < 0) {
      return Delivered.asText("numeric without a precision holds numbers of any length");
    }
    int precision = ((typeModifier - MODIFIER_HEADER) >> 16) & 0xffff;
    int scale = scale(typeModifier);
    int arrowScale = Math.max(scale, 0);
    int arrowPrecision = Math.max(scale < 0 ? precision - scale : precision, arrowScale);
    if (arrowPrecision > MOST_DIGITS) {
      return Delivered.asText("%s has more than %d digits".formatted(declared, MOST_DIGITS));
    }
    return Delivered.as(new ArrowType.Decimal(arrowPrecision, arrowScale, 128));
  }
}
