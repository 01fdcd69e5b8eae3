package io.tributary.gateway.execution;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// What went wrong, in the words of whoever knows best: the reason for the stop, then the source
/// that failed, then DuckDB.
final class Failures {

  private static final Pattern OF_ARROW =
      Pattern.compile(".*CDataJniException\\{errno=-?\\d+, message=(.*)\\}", Pattern.DOTALL);

  private Failures() {}

  static GatewayException of(Throwable thrown, RunningParts parts, QueryMemory memory) {
    if (parts.stopReason().isPresent()) {
      return parts.stopReason().get();
    }
    if (parts.sourceFailure().isPresent()) {
      return GatewayException.of(parts.sourceFailure().get());
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof GatewayException known) {
        return known;
      }
      if (cause instanceof ConnectorException source) {
        return GatewayException.of(source);
      }
      if (cause instanceof OutOfMemoryException exhausted) {
        return GatewayException.of(memory.batchDoesNotFit(exhausted));
      }
    }
    return duckDb(thrown, memory);
  }

  private static GatewayException duckDb(Throwable thrown, QueryMemory memory) {
    String message = firstLine(thrown.getMessage());
    ErrorCode code = code(message);
    if (code == ErrorCode.RESOURCE_EXHAUSTED) {
      return memory.duckDbIsFull(message, thrown);
    }
    return new GatewayException(code, message, thrown);
  }

  private static ErrorCode code(String message) {
    int colon = message.indexOf(" Error: ");
    String kind = colon < 0 ? "" : message.substring(0, colon);
    return switch (kind) {
      case "Conversion", "Invalid Input", "Out of Range", "Mismatch Type", "Constraint" ->
          ErrorCode.DATA_ERROR;
      case "Permission" -> ErrorCode.PERMISSION_DENIED;
      case "Catalog" -> ErrorCode.FUNCTION_NOT_FOUND;
      case "Binder" -> ErrorCode.TYPE_MISMATCH;
      case "Out of Memory" -> ErrorCode.RESOURCE_EXHAUSTED;
      case "IO", "HTTP" -> ErrorCode.SOURCE_ERROR;
      case "Not implemented" -> ErrorCode.NOT_SUPPORTED;
      default -> ErrorCode.INTERNAL;
    };
  }

  /// DuckDB's JDBC driver puts the exception's type in front, and Arrow its own around what fails
  /// after the first rows.
  private static String firstLine(@Nullable String thrown) {
    if (thrown == null) {
      return "DuckDB failed without saying why";
    }
    Matcher ofArrow = OF_ARROW.matcher(thrown);
    String message = ofArrow.matches() ? ofArrow.group(1) : thrown;
    String line = message.lines().findFirst().orElse("").strip();
    if (line.contains("CSV Error")) {
      line += csvPlace(message);
    }
    return line.replaceFirst("^java\\.sql\\.SQLException: ", "");
  }

  /// Which value of which file, out of DuckDB's long advice.
  private static String csvPlace(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("Error when converting") || line.startsWith("file = "))
        .map(line -> "; " + line)
        .collect(Collectors.joining());
  }
}
