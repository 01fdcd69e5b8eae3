package io.tributary.gateway.planner;

import java.nio.charset.Charset;
import java.text.CollationKey;
import java.text.Collator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/// Makes literals of text that compare by their code points, as text does in DuckDB, where Calcite
/// gathers conditions into ranges. By the UTF-16 units of Java's strings emoji would come before
/// `ﾀ`.
final class CodePointLiterals extends RexBuilder {

  CodePointLiterals(RelDataTypeFactory types) {
    super(types);
  }

  @SuppressWarnings("rawtypes") // as in what it overrides
  @Override
  protected RexLiteral makeLiteral(
      @Nullable Comparable value, RelDataType type, SqlTypeName typeName) {
    Charset charset = type.getCharset();
    SqlCollation collation = type.getCollation();
    return super.makeLiteral(
        value instanceof NlsString text && charset != null && collation != null
            ? new NlsString(text.getValue(), charset.name(), new ByCodePoints(collation))
            : value,
        type,
        typeName);
  }

  /// Equal to the collation whose name it has.
  private static final class ByCodePoints extends SqlCollation {
    private static final long serialVersionUID = 1;

    ByCodePoints(SqlCollation named) {
      super(named.getCollationName(), named.getCoercibility());
    }

    @Override
    public Collator getCollator() {
      return CodePoints.INSTANCE;
    }
  }

  private static final class CodePoints extends Collator {
    private static final CodePoints INSTANCE = new CodePoints();

    @Override
    public int compare(String one, String other) {
      int common = Math.min(one.length(), other.length());
      for (int i = 0; i < common; i++) {
        if (one.charAt(i) != other.charAt(i)) {
          // Where only the second halves of pairs differ, these tell as well.
          return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
        }
      }
      return Integer.compare(one.length(), other.length());
    }

    /// Halves of pairs come after all other units.
    private static int rank(char unit) {
      return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }

    @Override
    public CollationKey getCollationKey(String source) {
      throw new UnsupportedOperationException("texts are compared as they are");
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
