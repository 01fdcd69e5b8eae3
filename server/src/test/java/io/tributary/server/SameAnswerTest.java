package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryServiceGrpc;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The three protocols give the same answer to queries over PostgreSQL and Parquet.
@ExtendWith(TpchGateway.class)
final class SameAnswerTest {
  private static final Set<TpchTable> IN_LAKE =
      EnumSet.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);

  private final GatewayRunner gateway;

  SameAnswerTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @ParameterizedTest(name = "TPC-H Q{0}")
  @ValueSource(ints = {3, 4, 5, 10, 12})
  void everyProtocolGivesTheSameRows(int number) throws Exception {
    String sql = TpchQueries.query(number, SameAnswerTest::qualified);
    List<List<String>> overGrpc = grpc(sql);
    assertThat(overGrpc).isNotEmpty();
    assertThat(jdbc(sql)).isEqualTo(overGrpc);
    assertThat(http(sql)).isEqualTo(overGrpc);
  }

  private static String qualified(TpchTable table) {
    return (IN_LAKE.contains(table) ? "lake.tpch." : "sales.public.") + table.tableName();
  }

  private List<List<String>> grpc(String sql) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
    try {
      return ArrowRows.of(
              QueryServiceGrpc.newBlockingStub(channel),
              QueryRequest.newBuilder().setSql(sql).build())
          .stream()
          .map(row -> row.stream().map(SameAnswerTest::canonical).toList())
          .toList();
    } finally {
      channel.shutdownNow();
    }
  }

  private List<List<String>> jdbc(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(gateway.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      while (results.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
          row.add(canonical(results.getString(column)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<List<String>> http(String sql) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : new JsonCalls().query(gateway, sql).body().get("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(canonical(cell.asText())));
      rows.add(cells);
    }
    return rows;
  }

  /// Arrow's own text of a date is its day number; all else is spelled the same by all.
  private static String canonical(String cell) {
    return cell.matches("\\d{4}-\\d{2}-\\d{2}")
        ? String.valueOf(java.time.LocalDate.parse(cell).toEpochDay())
        : cell;
  }
}
