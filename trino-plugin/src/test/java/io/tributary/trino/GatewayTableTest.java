package io.tributary.trino;

import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.VarcharType.VARCHAR;
import static io.trino.spi.type.VarcharType.createVarcharType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.ByteString;
import io.tributary.v1.Call;
import io.tributary.v1.Column;
import io.tributary.v1.ComputedColumn;
import io.tributary.v1.Expression;
import io.tributary.v1.Function;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.statistics.ColumnStatistics;
import io.trino.spi.statistics.Estimate;
import io.trino.spi.type.TypeOperators;
import io.trino.spi.type.UuidType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

final class GatewayTableTest {

  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType TEXT = new ArrowType.Utf8();

  private final ArrowTypes types = new ArrowTypes(new TypeOperators());

  @Test
  void columns_keep_their_order_and_trino_sees_them_in_lower_case() {
    GatewayTable table =
        GatewayTable.of(
            table(
                column("Id", LONG, "bigint").setComment("the key"),
                column("note", TEXT, "text").setNullable(true)),
            types);

    assertThat(table.columns())
        .containsExactly(
            new TributaryColumnHandle("Id", BIGINT, true),
            new TributaryColumnHandle("note", VARCHAR, true));
    assertThat(table.columnMetadata())
        .extracting(ColumnMetadata::getName, ColumnMetadata::isNullable, ColumnMetadata::getComment)
        .containsExactly(
            tuple("id", false, Optional.of("the key")), tuple("note", true, Optional.empty()));
  }

  @Test
  void fixed_length_text_is_not_compared_by_the_source() {
    GatewayTable table =
        GatewayTable.of(
            table(
                column("a", TEXT, "character(10)"),
                column("b", TEXT, "bpchar"),
                column("c", TEXT, "CHAR(3)"),
                column("d", TEXT, "character varying(10)"),
                column("e", TEXT, "VARCHAR")),
            types);

    assertThat(table.columns())
        .extracting(TributaryColumnHandle::comparable)
        .containsExactly(false, false, false, true, true);
  }

  @Test
  void only_texts_that_stand_for_uuids_are_uuids() {
    Column.Builder uuid =
        Column.newBuilder().setSourceType("uuid").setReadAsTextBecause("uuid has no counterpart");

    GatewayTable table =
        GatewayTable.of(
            table(new Described(field("a", TEXT), uuid), column("b", TEXT, "uuid")), types);

    assertThat(table.columns())
        .extracting(TributaryColumnHandle::type)
        .containsExactly(UuidType.UUID, VARCHAR);
  }

  @Test
  void text_has_its_length_where_the_source_sees_to_it() {
    GatewayTable table =
        GatewayTable.of(
            table(
                column("a", TEXT, "character varying(10)").setMaxLength(10),
                column("b", TEXT, "text"),
                column("c", TEXT, "VARCHAR(10)")),
            types);

    assertThat(table.columns())
        .extracting(TributaryColumnHandle::type)
        .containsExactly(createVarcharType(10), VARCHAR, VARCHAR);
  }

  @Test
  void a_column_by_another_name_has_the_statistics_of_its_own() {
    GatewayTable table =
        GatewayTable.of(
            table(column("a", TEXT, "text"), column("b", LONG, "bigint")).toBuilder()
                .addStatistics(
                    io.tributary.v1.ColumnStatistics.newBuilder()
                        .setColumn("a")
                        .setDistinctCount(5))
                .build(),
            types);
    TributaryColumnHandle a = table.columns().getFirst();
    TributaryColumnHandle wide = a.named("wide");
    TributaryColumnHandle number = new TributaryColumnHandle("number", BIGINT, true);
    TributaryTableHandle rows =
        TributaryTableHandle.of(
                new SchemaTableName("public", "orders"), table.ref(), table.columns())
            .computing(
                List.of(),
                List.of(
                    ComputedColumn.newBuilder()
                        .setName("wide")
                        .setExpression(Expression.newBuilder().setColumn("a"))
                        .build(),
                    ComputedColumn.newBuilder()
                        .setName("number")
                        .setExpression(
                            Expression.newBuilder()
                                .setCall(
                                    Call.newBuilder().setFunction(Function.FUNCTION_AS_BIGINT)))
                        .build()),
                List.of(wide, number));

    assertThat(table.statistics(rows).getColumnStatistics())
        .containsOnlyKeys(wide)
        .containsEntry(wide, table.statistics().getColumnStatistics().get(a));
  }

  @Test
  void what_is_read_as_text_is_not_compared_by_the_source() {
    Column.Builder xml = Column.newBuilder().setReadAsTextBecause("xml has no counterpart");

    GatewayTable table = GatewayTable.of(table(new Described(field("x", TEXT), xml)), types);

    assertThat(table.columns().getFirst().comparable()).isFalse();
    assertThat(table.columnMetadata().getFirst().getExtraInfo()).contains("xml has no counterpart");
  }

  @Test
  void a_column_that_trino_cannot_have_is_an_error_not_a_gap() {
    ArrowType interval = new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);

    assertThatThrownBy(() ->
            GatewayTable.of(
                table(column("id", LONG, "bigint"), column("i", interval, "interval")), types))
        .isInstanceOf(TrinoException.class)
        .hasMessageStartingWith("Column i of sales.public.Orders has the Arrow type Interval");
  }

  @Test
  void names_that_differ_in_case_only_are_an_error() {
    assertThatThrownBy(() ->
            GatewayTable.of(
                table(column("id", LONG, "bigint"), column("ID", LONG, "bigint")), types))
        .isInstanceOf(TrinoException.class)
        .hasMessageContaining("has the columns id and ID, which Trino cannot tell apart");
  }

  @Test
  void statistics_are_passed_on_where_they_are_known() {
    Table described =
        table(column("id", LONG, "bigint")).toBuilder()
            .setRowCount(1_500)
            .addStatistics(
                io.tributary.v1.ColumnStatistics.newBuilder()
                    .setColumn("id")
                    .setDistinctCount(1_500))
            .build();

    GatewayTable table = GatewayTable.of(described, types);

    assertThat(table.statistics().getRowCount()).isEqualTo(Estimate.of(1_500));
    assertThat(table.statistics().getColumnStatistics().get(table.columns().getFirst()))
        .isEqualTo(ColumnStatistics.builder().setDistinctValuesCount(Estimate.of(1_500)).build());
  }

  private record Described(Field field, Column.Builder column) {
    Described setComment(String comment) {
      column.setComment(comment);
      return this;
    }

    Described setNullable(boolean nullable) {
      column.setNullable(nullable);
      return this;
    }

    Described setMaxLength(int characters) {
      column.setMaxLength(characters);
      return this;
    }
  }

  private static Described column(String name, ArrowType type, String sourceType) {
    return new Described(
        field(name, type), Column.newBuilder().setName(name).setSourceType(sourceType));
  }

  private static Field field(String name, ArrowType type) {
    return Field.nullable(name, type);
  }

  private static Table table(Described... columns) {
    Schema schema = new Schema(Arrays.stream(columns).map(Described::field).toList());
    return Table.newBuilder()
        .setRef(TableRef.newBuilder().setSource("sales").setSchema("public").setTable("Orders"))
        .setArrowSchema(ByteString.copyFrom(schema.serializeAsMessage()))
        .addAllColumns(Arrays.stream(columns).map(described -> described.column().build()).toList())
        .build();
  }
}
