package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.jdbc.ConnectionPool;
import io.tributary.connector.jdbc.ConnectionSettings;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.RowStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.Oid;

/// Messages that a server which is only like PostgreSQL might send.
final class CopyRowsTest {

  private static final ConnectionPool NOBODY_ASKS =
      new ConnectionPool(
          "sales",
          new ConnectionSettings(
              "jdbc:postgresql://127.0.0.1:1/none",
              Map.of(),
              Optional.empty(),
              1,
              Duration.ofSeconds(1)));

  private static final String HEADER = "5047434f50590aff0d0a00" + "00000000" + "00000000";
  private static final String HEADER_WITH_EXTENSION =
      "5047434f50590aff0d0a00" + "00000000" + "00000002" + "abcd";
  private static final String SEVEN = "0001" + "00000004" + "00000007";
  private static final String NULL = "0001" + "ffffffff";
  private static final String TRAILER = "ffff";

  private final BufferAllocator allocator = new RootAllocator();
  private final IntVector vector = new IntVector("v", allocator);

  @AfterAll
  static void closePool() {
    NOBODY_ASKS.close();
  }

  @BeforeEach
  void allocate() {
    vector.allocateNew(4);
  }

  @AfterEach
  void free() {
    vector.close();
    allocator.close();
  }

  @Test
  void rowsAreWhatStandsBetweenHeaderAndTrailer() throws SQLException {
    CopyRows rows = rows(HEADER + SEVEN, NULL, TRAILER);

    assertThat(rows.move(0)).isPositive();
    assertThat(rows.move(1)).isPositive();
    assertThat(rows.move(2)).isEqualTo(RowStream.END);
    assertThat(vector.get(0)).isEqualTo(7);
    assertThat(vector.isNull(1)).isTrue();
  }

  @Test
  void anExtensionOfTheHeaderIsSkipped() throws SQLException {
    CopyRows rows = rows(HEADER_WITH_EXTENSION + SEVEN, TRAILER);

    assertThat(rows.move(0)).isPositive();
    assertThat(rows.move(1)).isEqualTo(RowStream.END);
    assertThat(vector.get(0)).isEqualTo(7);
  }

  @Test
  void nothingButHeaderAndTrailerIsAnEmptyResult() throws SQLException {
    assertThat(rows(HEADER + TRAILER).move(0)).isEqualTo(RowStream.END);
  }

  @ParameterizedTest
  @CsvSource({
    // Two rows, a row of two columns, a row cut off in a length and in a value.
    SEVEN + SEVEN,
    "000200000004000000070000000400000007",
    "00010000",
    "00010000000400"
  })
  void aMessageThatIsNotOneRowIsRefused(String message) {
    assertThatThrownBy(() -> rows(HEADER + message, TRAILER).move(0))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("not one row");
  }

  private CopyRows rows(String... messages) {
    return new CopyRows(
        new Messages(messages),
        CopyRows.Column.of(List.of(Oid.INT4), List.of(vector)).orElseThrow(),
        new JdbcErrors("sales", new PostgresqlDatabase("sales", NOBODY_ASKS, 1)));
  }

  private static final class Messages implements CopyOut {
    private final Queue<byte[]> messages = new ArrayDeque<>();

    private Messages(String... messages) {
      for (String message : messages) {
        this.messages.add(HexFormat.of().parseHex(message));
      }
    }

    @Override
    public byte @Nullable [] readFromCopy() {
      return messages.poll();
    }

    @Override
    public byte @Nullable [] readFromCopy(boolean block) {
      return readFromCopy();
    }

    @Override
    public int getFieldCount() {
      return 1;
    }

    @Override
    public int getFormat() {
      return 1;
    }

    @Override
    public int getFieldFormat(int field) {
      return 1;
    }

    @Override
    public boolean isActive() {
      return !messages.isEmpty();
    }

    @Override
    public void cancelCopy() {
      messages.clear();
    }

    @Override
    public long getHandledRowCount() {
      return 0;
    }
  }
}
