package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.SqlTestSource;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables of several sources under one last name, told apart by their whole names as DuckDB does,
/// which has the same databases here. Each query is planned, and runs whole for a list that is
/// computed beside it.
class TablesCalledAlikeTest {
  private static final List<String> ROWS =
      List.of(
          "customer AS SELECT * FROM (VALUES (1, 'ann', 'x'), (2, 'bob', 'y'), (3, 'eve', NULL))"
              + " t(id, name, note)",
          "customer AS SELECT * FROM (VALUES (2, 20, 'p'), (3, 30, 'q'), (4, 40, 'r')) t(id,"
              + " credit, note)");

  @TempDir private static Path folder;
  private static DuckDBConnection crm;
  private static DuckDBConnection erp;
  private static DuckDBConnection alone;
  private static TestGateway gateway;

  @BeforeAll
  static void open() throws SQLException {
    crm = database("CREATE TABLE " + ROWS.get(0));
    erp = database("CREATE TABLE " + ROWS.get(1));
    alone =
        database(
            "ATTACH ':memory:' AS crm",
            "ATTACH ':memory:' AS erp",
            "CREATE TABLE crm.main." + ROWS.get(0),
            "CREATE TABLE erp.main." + ROWS.get(1));
    gateway =
        new TestGateway(
            new FixedMetadata(
                Map.of("crm", new SqlTestSource("crm", crm), "erp", new SqlTestSource("erp", erp))),
            folder);
  }

  private static DuckDBConnection database(String... statements) throws SQLException {
    var database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = database.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return database;
  }

  @AfterAll
  static void nothingIsLeft() throws SQLException {
    gateway.close();
    alone.close();
    erp.close();
    crm.close();
  }

  private static List<String> plannedAndWhole(String query) {
    return List.of(
        query.replace("{}", ""), query.replace("{}", ", [v + 1 FOR v IN [1, 2]] AS list"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT *{} FROM crm.main.customer, erp.main.customer ORDER BY ALL",
        "SELECT crm.main.customer.id, erp.main.customer.note{} FROM crm.main.customer JOIN"
            + " erp.main.customer ON crm.main.customer.id = erp.main.customer.id ORDER BY"
            + " crm.main.customer.id",
        "SELECT CRM.Main.Customer.ID, ERP.main.customer.id{} FROM crm.main.customer LEFT JOIN"
            + " erp.main.customer ON crm.main.customer.id = erp.main.customer.id ORDER BY 1",
        "SELECT customer.name, customer.credit{} FROM crm.main.customer JOIN erp.main.customer"
            + " USING (id) ORDER BY 1",
        "SELECT id, name, credit{} FROM crm.main.customer FULL JOIN erp.main.customer USING (id)"
            + " ORDER BY id",
        "SELECT name, count(*){} FROM crm.main.customer, erp.main.customer WHERE"
            + " erp.main.customer.id > crm.main.customer.id GROUP BY crm.main.customer.name HAVING"
            + " max(customer.credit) > 20 ORDER BY customer.name",
        "SELECT crm.main.customer.name, customer.two{} FROM crm.main.customer JOIN (SELECT 2 AS"
            + " two) AS customer ON crm.main.customer.id = customer.two",
        "WITH customer AS (SELECT 3 AS id) SELECT crm.main.customer.name{} FROM crm.main.customer"
            + " JOIN customer AS c ON c.id = crm.main.customer.id",
        "SELECT name{} FROM crm.main.customer WHERE EXISTS (SELECT 1 FROM erp.main.customer WHERE"
            + " erp.main.customer.id = crm.main.customer.id) ORDER BY name",
        "SELECT name{} FROM crm.main.customer WHERE id IN (SELECT customer.id FROM"
            + " erp.main.customer WHERE credit > 20 AND crm.main.customer.name <> 'bob')",
        "SELECT crm.main.customer.name, (SELECT max(customer.credit) FROM erp.main.customer WHERE"
            + " erp.main.customer.id <= crm.main.customer.id) AS most{} FROM crm.main.customer"
            + " ORDER BY customer.name",
        "SELECT name{} FROM crm.main.customer WHERE EXISTS (SELECT 1 FROM erp.main.customer AS"
            + " \"CUSTOMER\" WHERE \"CUSTOMER\".id = crm.main.customer.id) ORDER BY name",
        "SELECT customer.*{} FROM crm.main.customer WHERE EXISTS (SELECT 1 FROM erp.main.customer"
            + " WHERE erp.main.customer.id = crm.main.customer.id) ORDER BY ALL",
        "SELECT main.customer.id{} FROM crm.main.customer ORDER BY 1",
        "SELECT name AS n{} FROM crm.main.customer UNION ALL SELECT erp.main.customer.note{} FROM"
            + " erp.main.customer ORDER BY n",
        "SELECT crm.main.customer.id, row_number() OVER (PARTITION BY erp.main.customer.id ORDER BY"
            + " crm.main.customer.id DESC) AS n{} FROM crm.main.customer, erp.main.customer ORDER"
            + " BY 1, 2"
      })
  void theirColumnsAreTheirOwn(String query) {
    for (String sql : plannedAndWhole(query)) {
      Answer expected = gateway.answerOf(alone, sql);
      gateway.answer(sql).assertSameAs(expected, sql.contains("ORDER BY"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT customer.id{} FROM crm.main.customer, erp.main.customer | customer.id may be of"
            + " crm.main.customer or erp.main.customer: write the table's whole name",
        "SELECT 1{} FROM crm.main.customer, erp.main.customer WHERE customer.note = 'x' |"
            + " customer.note may be of crm.main.customer or erp.main.customer"
      })
  void aColumnOfSeveralIsRefused(String query, String message) {
    for (String sql : plannedAndWhole(query)) {
      assertThatThrownBy(() -> gateway.answer(sql))
          .as(sql)
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT customer.* FROM crm.main.customer, erp.main.customer | customer.* may be of"
            + " crm.main.customer or erp.main.customer",
        "SELECT c.id FROM crm.main.customer AS c, erp.main.customer AS c | c.id may be of"
            + " several tables called c: give them names of their own with AS"
      })
  void whatCannotBeToldApartIsRefused(String sql, String message) {
    assertThatThrownBy(() -> gateway.answer(sql))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining(message);
  }
}
