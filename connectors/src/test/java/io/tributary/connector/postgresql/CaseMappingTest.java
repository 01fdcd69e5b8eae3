package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseMappingTest {

  @Test
  void mapsEveryCodePointAsDuckDbDoes() throws Exception {
    List<String> different = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT c, lower(chr(c)), upper(chr(c))
                FROM (SELECT range::INTEGER AS c FROM range(1, 1114112))
                WHERE c NOT BETWEEN 55296 AND 57343
                """)) {
      while (rows.next()) {
        int letter = rows.getInt(1);
        boolean same =
            rows.getString(2).equals(Character.toString(CaseMapping.lower(letter)))
                && rows.getString(3).equals(Character.toString(CaseMapping.upper(letter)));
        if (!same) {
          different.add("%x".formatted(letter));
        }
      }
    }
    assertThat(different).isEmpty();
  }
}
