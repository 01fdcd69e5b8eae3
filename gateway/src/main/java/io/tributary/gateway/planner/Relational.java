package io.tributary.gateway.planner;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.TableMetadata;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.parser.Division;
import io.tributary.gateway.planner.type.ArrowTypes;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;

/// Validates one query against the tables that it names and turns it into relational operators.
final class Relational {

  /// Babel lets columns that are neither grouped nor aggregated pass, and then answers wrongly
  /// under ROLLUP; here they are errors.
  private static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean isNonStrictGroupBy() {
          return false;
        }
      };

  private final RelDataTypeFactory types = new DuckDbTypeFactory();

  private final SqlOperatorTable operators;
  private final CalciteCatalogReader catalog;

  Relational(Collection<TableMetadata> tables, DuckDbFunctions functions) {
    operators =
        SqlOperatorTables.chain(
            Division.OPERATORS, DateArithmetic.OPERATORS, functions.operators());
    var config = new Properties();
    config.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    catalog =
        new CalciteCatalogReader(
            NamesOfTables.root(tables), List.of(), types, new CalciteConnectionConfigImpl(config));
  }

  RelRoot toRelational(SqlNode query) {
    SqlValidator validator = validator();
    SqlNode validated = validator.validate(query);
    var converter =
        new SqlToRelConverter(
            (rowType, queryString, schemaPath, viewPath) -> {
              throw new IllegalStateException("tables are never views here");
            },
            validator,
            catalog,
            cluster(),
            BooleanOrder.convertletsBefore(
                NegativeNumbers.convertletsBefore(
                    GuardedChoices.convertletsBefore(
                        NullableChoices.convertletsBefore(
                            WindowAverages.convertletsBefore(DateArithmetic.CONVERTLETS))))),
            SqlToRelConverter.config()
                .withExpand(false)
                .withTrimUnusedFields(true)
                .withInSubQueryThreshold(Integer.MAX_VALUE)
                // While there are sub-queries: the columns by which they know their outer row would
                // move.
                .withRelBuilderConfigTransform(builder -> builder.withPushJoinCondition(false))
                .withRemoveSortInSubQuery(false));
    return converter.convertQuery(validated, false, true);
  }

  Planner.StatementTypes types(SqlNode query) {
    SqlValidator validator = validator();
    SqlNode validated = validator.validate(query);
    try {
      return new Planner.StatementTypes(
          ArrowTypes.toArrow(validator.getValidatedNodeType(validated)),
          ArrowTypes.toArrow(ParameterTypes.of(validated, validator, types)));
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          ErrorCode.TYPE_MISMATCH,
          "a parameter's type cannot be told from its place: write CAST(? AS type)",
          e);
    }
  }

  RelBuilder builder(RelNode rel) {
    return RelBuilder.proto(Contexts.empty()).create(rel.getCluster(), catalog);
  }

  RelBuilder builder() {
    return RelBuilder.proto(Contexts.empty()).create(cluster(), catalog);
  }

  private RelOptCluster cluster() {
    var planner =
        new HepPlanner(
            HepProgram.builder().build(),
            Abandonment.context(),
            true,
            null,
            RelOptCostImpl.FACTORY);
    planner.setExecutor(new ConstantCasts());
    RelOptCluster cluster = RelOptCluster.create(planner, new CodePointLiterals(types));
    // Calcite drops a DISTINCT of what has keys as soon as it reads it.
    PlanStatistics.install(cluster);
    return cluster;
  }

  private SqlValidator validator() {
    return new QueryValidator(
        operators,
        catalog,
        types,
        SqlValidator.Config.DEFAULT
            .withConformance(CONFORMANCE)
            .withDefaultNullCollation(NullCollation.LAST)
            .withIdentifierExpansion(true)
            .withTypeCoercionEnabled(true)
            .withTypeCoercionFactory(TextCoercion::new));
  }
}
