package io.tributary.connector.sqlite;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.SqlSourceContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

final class SqliteContractTest extends SqlSourceContract {
  /// SQLite has one width of integers and floats, no exact decimals of many digits, and no
  /// instants.
  private static final Set<String> MISSING_TYPES =
      Set.of("SMALLINT", "INTEGER", "REAL", "DECIMAL(38,10)", "TIMESTAMPTZ");

  /// Rows that never end, with the file's lock held as long as they are read.
  private static final String NUMBERS =
      "WITH RECURSIVE r(n) AS (SELECT count(*) FROM sample UNION ALL SELECT n + 1 FROM r) ";

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE sample (a_boolean BOOLEAN, a_bigint BIGINT, a_double DOUBLE,
            a_price DECIMAL(15,2), a_text VARCHAR, a_date DATE, a_time TIME, a_timestamp TIMESTAMP)\
          """);
      for (int row = 0; row < 3; row++) {
        int wanted = row;
        List<String> values =
            columns().stream().map(column -> column.literals().get(wanted)).toList();
        statement.execute("INSERT INTO sample VALUES (%s)".formatted(String.join(", ", values)));
      }
      statement.execute(
          "CREATE TABLE \"More \"\"Things\"\"\" (\"The Id\" INTEGER PRIMARY KEY, j JSON)");
      statement.execute("INSERT INTO \"More \"\"Things\"\"\" VALUES (1, '{}')");
      statement.execute("CREATE TABLE parts (a INT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID");
      statement.execute("CREATE VIEW a_view AS SELECT 1 AS one, 'x' AS other");
    }
  }

  private static List<SampleColumn> columns() {
    return SampleColumn.all().stream()
        .filter(column -> !MISSING_TYPES.contains(column.type()))
        .toList();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sample.db"));
  }

  @Override
  protected ConnectorFactory connector() {
    return new SqliteConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("file", folder.resolve("sample.db").toString());
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    return Map.of("file", folder.resolve("gone.db").toString());
  }

  @Override
  protected String sampleSchema() {
    return "main";
  }

  @Override
  protected List<SampleColumn> sampleColumns() {
    return columns();
  }

  @Override
  protected int leastSchemas() {
    return 1;
  }

  @Override
  protected String endlessSql() {
    return NUMBERS + "SELECT n FROM r";
  }

  @Override
  protected String silentSql() {
    return NUMBERS + "SELECT count(*) FROM r";
  }

  @Override
  protected String stallingSql() {
    return NUMBERS + "SELECT n FROM r WHERE n < 100000 OR n % 7 = 8";
  }

  @Override
  protected String failingSql() {
    return NUMBERS
        + "SELECT CASE WHEN n < 50000 THEN n ELSE abs(-9223372036854775807 - 1) END FROM r";
  }

  /// There is no server to ask: whoever reads holds a lock that nobody can write beside.
  @Override
  protected int runningQueries() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("ROLLBACK");
      return 0;
    } catch (SQLException e) {
      if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code) {
        throw e;
      }
      return 1;
    }
  }
}
