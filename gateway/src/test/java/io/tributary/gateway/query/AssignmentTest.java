package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.files.FilesConnector;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be written into a column of another type, and that nothing is lost by it.
final class AssignmentTest {
  @TempDir private Path folder;
  private Source lake;
  private TestGateway gateway;

  @BeforeEach
  void open() throws Exception {
    String location = Files.createDirectory(folder.resolve("lake")).toString();
    lake =
        new FilesConnector()
            .open(
                new SourceConfiguration(
                    "lake", "files", Map.of("location", location, "writable", "true"), "1"));
    gateway = new TestGateway(new FixedMetadata(Map.of("lake", lake)), folder);
  }

  @AfterEach
  void close() {
    gateway.close();
    lake.close();
  }

  private void write(String type, String value) {
    gateway.answer("CREATE TABLE lake.main.t (v %s)".formatted(type));
    gateway.answer("INSERT INTO lake.main.t SELECT %s".formatted(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TINYINT | -128 | -128",
        "UTINYINT | 255 | 255",
        "UBIGINT | 18446744073709551615 | 18446744073709551615",
        "INTEGER | 7.0 | 7",
        "INTEGER | 7.0::DOUBLE | 7",
        "INTEGER | '7' | 7",
        "DECIMAL(5,2) | 123 | 123.00",
        "DECIMAL(5,2) | 0.10::DOUBLE | 0.10",
        "DECIMAL(3,1) | 12.50::DECIMAL(9,4) | 12.5",
        "DOUBLE | 0.1 | 0.1",
        "DOUBLE | 9007199254740992 | 9007199254740992.0",
        "DOUBLE | '1.7976931348623157E308' | 1.7976931348623157e+308",
        "DOUBLE | '4.9E-324' | 5e-324",
        "REAL | 1.5::DOUBLE | 1.5",
        "DATE | '2024-02-29' | 2024-02-29",
        "TIMESTAMP | '2024-02-29 12:00:00.5' | 2024-02-29 12:00:00.5",
        "TIMESTAMP | DATE '1970-01-02' | 1970-01-02 00:00:00",
        "TIMESTAMP WITH TIME ZONE | '1970-01-01T01:00:00+01:00' | 1970-01-01 00:00:00+00",
        "TIME | '00:00:00.000001' | 00:00:00.000001",
        "BOOLEAN | 'TRUE' | true",
        "VARCHAR | 1.50 | 1.50",
        "DATE | NULL | NULL",
      })
  void whatIsTheSameIsWritten(String type, String value, String expected) {
    write(type, value);
    assertThat(gateway.answer("SELECT v::VARCHAR FROM lake.main.t").rows().getFirst().getFirst())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TINYINT | 128",
        "UTINYINT | -1",
        "BIGINT | 18446744073709551615",
        "INTEGER | 7.5",
        "INTEGER | '7x'",
        "INTEGER | '1e999999999'",
        "DECIMAL(5,2) | 1000",
        "DECIMAL(5,2) | '1e600000000'",
        "DECIMAL(5,2) | '1e-600000000'",
        "DECIMAL(5,2) | 0.125",
        "DECIMAL(5,2) | (1.0/3.0)::DOUBLE",
        "DOUBLE | 9007199254740993",
        "DOUBLE | '1e999999999'",
        "REAL | 0.1::DOUBLE",
        "REAL | '1e999999999'",
        "DATE | '2023-02-29'",
        "DATE | '+999999999-12-31'",
        "TIMESTAMP | 'yesterday'",
        "TIME | '24:00:01'",
        "BOOLEAN | 'yes'",
      })
  void whatWouldChangeIsAnError(String type, String value) {
    assertThatThrownBy(() -> write(type, value))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_ERROR))
        .hasMessageContaining("column v of lake.main.t");
    assertThat(gateway.answer("SELECT v FROM lake.main.t").rows()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOOLEAN | 1.5",
        "INTEGER | true",
        "DATE | TIMESTAMP '2024-01-01 00:00:00'",
        "TIMESTAMP | TIMESTAMPTZ '2024-01-01 00:00:00+00'",
        "VARCHAR | DATE '2024-01-01'",
        "BLOB | 'x'",
      })
  void whatIsSomethingElseWantsACast(String type, String value) {
    assertThatThrownBy(() -> write(type, value))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH))
        .hasMessageContaining("write CAST(… AS " + type.replaceFirst("\\(.*", ""));
  }
}
