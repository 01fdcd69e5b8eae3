package io.tributary.gateway.fragment;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/// A type in the words of whoever reads the SQL, letter by letter: structs have fields' names.
final class SpelledType extends SqlTypeNameSpec {

  private final String spelling;

  SpelledType(String spelling) {
    super(new SqlIdentifier(spelling, SqlParserPos.ZERO), SqlParserPos.ZERO);
    this.spelling = spelling;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    throw new IllegalStateException("%s is only written".formatted(spelling));
  }

  @Override
  public void unparse(SqlWriter writer, int left, int right) {
    writer.literal(spelling);
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    boolean same = other instanceof SpelledType type && type.spelling.equals(spelling);
    return same ? litmus.succeed() : litmus.fail("{} is not {}", this, other);
  }
}
