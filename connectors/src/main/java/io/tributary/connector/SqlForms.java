package io.tributary.connector;

import io.tributary.connector.SqlForm.Argument;
import io.tributary.connector.SqlForm.Operand;
import io.tributary.connector.SqlForm.Typing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What a source computes on values as DuckDB does, by name: functions, operators, casts,
/// aggregates and window functions. What is not in here stays in DuckDB.
///
/// Some names are no functions: `compare` tells which types compare with which, `equal` which do
/// for equality alone, `order` what sorts, `group` what makes groups and distinct rows; `over sum`
/// and the like are window functions.
public final class SqlForms {

  /// No computation at all.
  public static final SqlForms NONE = builder().build();

  /// Of DuckDB's decimals.
  private static final int MOST_DIGITS = 38;

  private final Map<String, List<SqlForm>> forms;
  private final Map<String, String> refusals;

  private final int mostScale;

  private SqlForms(Map<String, List<SqlForm>> forms, Map<String, String> refusals, int mostScale) {
    this.forms = forms;
    this.refusals = refusals;
    this.mostScale = mostScale;
  }

  /// How many decimal places a result may have.
  public int mostScale() {
    return mostScale;
  }

  /// The first form that fits.
  ///
  /// @param result the type that DuckDB gives the result
  public Optional<SqlForm> find(String name, List<Argument> arguments, SqlType result) {
    return find(name, arguments, result, _ -> true);
  }

  /// The first form that fits and is wanted.
  public Optional<SqlForm> find(
      String name, List<Argument> arguments, SqlType result, Predicate<SqlForm> wanted) {
    return forms.getOrDefault(name, List.of()).stream()
        .filter(form -> form.fits(arguments, result) && wanted.test(form))
        .findFirst();
  }

  /// Whether values of a type are equal as in DuckDB.
  public boolean equates(SqlType type) {
    Argument value = Argument.of(type);
    return find("compare", List.of(value, value), SqlType.BOOLEAN).isPresent()
        || find("equal", List.of(value, value), SqlType.BOOLEAN).isPresent();
  }

  /// Why the source is not asked for it, where more is to be said than that it is not certified.
  public Optional<String> refusal(String name) {
    return Optional.ofNullable(refusals.get(name));
  }

  /// The same, but nothing with a type among operands or results except what is named.
  public SqlForms with(SqlType type, Set<String> only) {
    Map<String, List<SqlForm>> left = new HashMap<>();
    forms.forEach((name, all) ->
        left.put(
            name,
            only.contains(name)
                ? all
                : all.stream().flatMap(form -> form.without(type).stream()).toList()));
    return new SqlForms(Map.copyOf(left), refusals, mostScale);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Collects forms; of two that fit, the earlier one serves.
  public static final class Builder {
    private final Map<String, List<SqlForm>> forms = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private int mostScale = MOST_DIGITS;

    private Builder() {}

    /// A computation whose result may have any type.
    public Builder form(String name, String sql, Operand... operands) {
      return form(name, Set.of(), sql, operands);
    }

    /// A computation whose result has one of the types in DuckDB.
    public Builder form(String name, Set<SqlType> results, String sql, Operand... operands) {
      return add(new SqlForm(name, List.of(operands), false, results, Typing.ANY, sql));
    }

    /// A computation whose operands and result all are of one of these types.
    public Builder alike(String name, String sql, int operands, Set<SqlType> types) {
      List<Operand> all = new ArrayList<>();
      for (int i = 0; i < operands; i++) {
        all.add(Operand.of(types));
      }
      return add(new SqlForm(name, all, false, Set.of(), Typing.ALIKE, sql));
    }

    /// A computation whose result is a decimal with room for whatever comes of the operands.
    public Builder roomy(String name, String sql, Operand... operands) {
      return add(
          new SqlForm(
              name, List.of(operands), false, EnumSet.of(SqlType.DECIMAL), Typing.ROOMY, sql));
    }

    /// A computation on any number of operands of one type, which is the result's too.
    public Builder manyAlike(String name, String sql, Set<SqlType> types) {
      return add(new SqlForm(name, List.of(Operand.of(types)), true, Set.of(), Typing.ALIKE, sql));
    }

    /// A computation on any number of operands.
    public Builder many(String name, Set<SqlType> results, String sql, Set<SqlType> types) {
      return add(new SqlForm(name, List.of(Operand.of(types)), true, results, Typing.ANY, sql));
    }

    /// Types of which any compares with any other, as DuckDB has it.
    public Builder compares(Set<SqlType> left, Set<SqlType> right) {
      return form("compare", "", Operand.of(left), Operand.of(right));
    }

    /// A type whose values are equal as in DuckDB, but may not be ordered so.
    public Builder equates(SqlType type) {
      return form("equal", "", Operand.of(type), Operand.of(type));
    }

    /// Types whose values sort as in DuckDB.
    public Builder sorts(Set<SqlType> types) {
      return form("order", "", Operand.of(types));
    }

    /// Types of which DuckDB makes the same groups.
    public Builder groups(Set<SqlType> types) {
      return form("group", "", Operand.of(types));
    }

    /// Says why a computation stays in DuckDB.
    public Builder refuse(String name, String because) {
      refusals.put(name, because);
      return this;
    }

    /// Of the source's decimals.
    public Builder mostScale(int places) {
      mostScale = places;
      return this;
    }

    private Builder add(SqlForm form) {
      forms.computeIfAbsent(form.name(), _ -> new ArrayList<>()).add(form);
      return this;
    }

    public SqlForms build() {
      Map<String, List<SqlForm>> copies = new HashMap<>();
      forms.forEach((name, list) -> copies.put(name, List.copyOf(list)));
      return new SqlForms(Map.copyOf(copies), Map.copyOf(refusals), mostScale);
    }
  }
}
