package io.tributary.connector.mysql;

import io.tributary.connector.ErrorCode;
import java.sql.SQLException;

/// What the servers' error numbers mean.
final class MysqlErrors {
  static final int NO_SUCH_THREAD = 1094;

  private MysqlErrors() {}

  static boolean isMomentary(SQLException failure, boolean sent) {
    return switch (failure.getErrorCode()) {
      // Too many connections, of all or of this user; a deadlock.
      case 1040, 1203, 1213 -> true;
      // A connection of before the server's restart, or one that lay idle. Of a query that runs it
      // says that an administrator ended it.
      case 1053, 1927 -> !sent;
      default -> String.valueOf(failure.getSQLState()).startsWith("08");
    };
  }

  static ErrorCode code(SQLException failure) {
    return switch (failure.getErrorCode()) {
      // No such table.
      case 1146 -> ErrorCode.TABLE_NOT_FOUND;
      // The query was killed.
      case 1317, 1028 -> ErrorCode.CANCELLED;
      // Too many connections, of all or of this user; the server shuts down; the connection was
      // killed.
      case 1040, 1203, 1053, 1927 -> ErrorCode.SOURCE_UNAVAILABLE;
      // No such database.
      case 1049 -> ErrorCode.SOURCE_MISCONFIGURED;
      // Access denied, to the server, a database, a table or a column.
      case 1044, 1045, 1142, 1143, 1698 -> ErrorCode.SOURCE_UNAUTHORIZED;
      // Out of range, a sub-query of several rows, a wrong value; too long a value or
      // none of an enumeration; NULL or a duplicate where there may be none, a key or a check that
      // is broken.
      case 1690, 1242, 1292, 1264, 1366, 1406, 1265, 1048, 1062, 1364, 1451, 1452, 4025 ->
          ErrorCode.DATA_ERROR;
      default -> {
        String state = failure.getSQLState();
        yield state != null && state.startsWith("08")
            ? ErrorCode.SOURCE_UNAVAILABLE
            : state != null && state.startsWith("28")
                ? ErrorCode.SOURCE_UNAUTHORIZED
                : ErrorCode.SOURCE_ERROR;
      }
    };
  }
}
