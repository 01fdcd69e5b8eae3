package io.tributary.connector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A source's SQL, as data: how it writes things and what it computes with exactly the meaning that
/// DuckDB gives them. What is not named here stays in DuckDB.
///
/// @param product the dialect's family, which decides the shape of the SQL
/// @param identifierQuote opens and closes a quoted identifier; doubled inside
/// @param castTypes how types are written, by [SqlType]; a type that is missing cannot be computed
///   with at the source
/// @param operators what can be done with relations
/// @param forms what can be computed with values
/// @param textOrder how text compares
/// @param schemasInCatalogs whether a schema is called `CATALOG.SCHEMA`, which are two names in SQL
/// @param textForms how columns that are read as text are made text, by the source's name of their
///   type; `{0}` stands for the column. Those for which there is none are cast to `VARCHAR`
public record SqlDialectTraits(
    Product product,
    char identifierQuote,
    Map<SqlType, String> castTypes,
    Set<SqlOperation> operators,
    SqlForms forms,
    TextOrder textOrder,
    boolean schemasInCatalogs,
    Function<String, Optional<String>> textForms) {

  /// A family of dialects.
  public enum Product {
    /// Of which only the driver is known.
    GENERIC,
    H2,
    MYSQL,
    POSTGRESQL,
    SQLITE,
    TRINO
  }

  /// How text is made to compare by its UTF-8 bytes, as DuckDB compares it.
  ///
  /// @param byBytes the SQL for it; `%s` stands for the text
  /// @param asText the SQL that makes text of what `byBytes` gives; `%s` stands for that, and is
  ///   all where it is text already
  /// @param equalByBytes whether text that equals by the source's own rules has the same bytes, so
  ///   that only order needs `byBytes`; a column that has a [ColumnDescription#collation] is then
  ///   an exception
  /// @param anyCharacter whether any text may be asked for: in an encoding of few characters the
  ///   source fails at others
  public record TextOrder(
      String byBytes, String asText, boolean equalByBytes, boolean anyCharacter) {

    /// Of sources that have all characters.
    public TextOrder(String byBytes, String asText, boolean equalByBytes) {
      this(byBytes, asText, equalByBytes, true);
    }
  }

  public SqlDialectTraits {
    castTypes = Map.copyOf(castTypes);
    operators = Set.copyOf(operators);
  }

  /// Of a source whose schemas have one name each, and whose types can be cast to text.
  public SqlDialectTraits(
      Product product,
      char identifierQuote,
      Map<SqlType, String> castTypes,
      Set<SqlOperation> operators,
      SqlForms forms,
      TextOrder textOrder) {
    this(
        product,
        identifierQuote,
        castTypes,
        operators,
        forms,
        textOrder,
        false,
        _ -> Optional.empty());
  }

  /// How a column that is read as text is made text.
  ///
  /// @param sourceType of [ColumnDescription#sourceType]
  /// @return `{0}` stands for the column; empty where the driver makes text of what arrives
  public Optional<String> textForm(String sourceType) {
    return textForms
        .apply(sourceType)
        .or(() ->
            Optional.ofNullable(castTypes.get(SqlType.VARCHAR)).map("CAST({0} AS %s)"::formatted));
  }
}
