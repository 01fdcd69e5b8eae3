package io.tributary.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteAffinityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "007",
        " 1",
        "1.5",
        "1.50",
        "1e3",
        "abc",
        "-999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "-9223372036854775809",
      })
  void textsAreTakenWhereSqliteReadsThemBackAsTheyWere(String text) throws Exception {
    assertThat(SqliteAffinity.of("NUMERIC", false).keeps(text))
        .isEqualTo(text.equals(readBack(text)));
  }

  private static String readBack(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (v NUMERIC)");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
        insert.setString(1, text);
        insert.execute();
      }
      try (ResultSet rows = statement.executeQuery("SELECT CAST(v AS TEXT) FROM t")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
