package io.tributary.gateway.endpoint.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.DurationText;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.Priority;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The body of `POST /api/v1/query`.
///
/// @param maxRows rows wanted at most; empty for the server's cap
record JsonQuery(QueryRequest request, Optional<Integer> maxRows) {
  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "sql",
              "parameters",
              "defaultSource",
              "defaultSchema",
              "engine",
              "timeout",
              "maxRows",
              "requirePushdown",
              "cache",
              "cacheMaxAge",
              "priority"));
  private static final int DECIMAL_DIGITS = 38;

  /// Jackson's way of saying where an unfinished object began, and which option of its own a limit
  /// is.
  private static final Pattern PARSER_DETAILS =
      Pattern.compile("\\s*\\(start marker at .*\\)|, from `[^`]*`");

  /// As long as the port lets a body be.
  private static final StreamReadConstraints ANY_LENGTH =
      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// @throws GatewayException INVALID_ARGUMENT saying what is wrong with the body
  static JsonQuery parse(byte[] body) {
    JsonNode root = read(body);
    if (!root.isObject()) {
      throw invalid("the body must be a JSON object such as {\"sql\":\"SELECT 1\"}");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw invalid(
            "the body has the unknown field \"%s\"; known are %s"
                .formatted(field.getKey(), String.join(", ", FIELDS)));
      }
    }
    String sql =
        text(root, "sql")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> invalid("the field \"sql\" is missing: a string with the query"));
    var statement = new Statement.Sql(sql, parameters(root.get("parameters")));
    var defaults = new SessionDefaults(text(root, "defaultSource"), text(root, "defaultSchema"));
    return new JsonQuery(
        new QueryRequest(
            QueryId.random(),
            statement,
            defaults,
            engine(root),
            timeout(root),
            truth(root, "requirePushdown"),
            CacheOptions.parse(text(root, "cache"), text(root, "cacheMaxAge")),
            text(root, "priority").map(PriorityOptions::parse).orElse(Priority.NORMAL)),
        maxRows(root));
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (StreamConstraintsException excessive) {
      throw invalid(
          "the body is not taken: "
              + PARSER_DETAILS.matcher(excessive.getOriginalMessage()).replaceAll(""));
    } catch (JsonProcessingException malformed) {
      throw invalid(
          "the body is not JSON: line %d, column %d: %s"
              .formatted(
                  malformed.getLocation().getLineNr(),
                  malformed.getLocation().getColumnNr(),
                  PARSER_DETAILS.matcher(malformed.getOriginalMessage()).replaceAll("")));
    } catch (IOException unreadable) {
      throw invalid("the body cannot be read: " + unreadable.getMessage());
    }
  }

  private static List<Value> parameters(JsonNode field) {
    List<Value> values = new ArrayList<>();
    if (isAbsent(field)) {
      return values;
    }
    if (!field.isArray()) {
      throw wrongType("parameters", "an array of values");
    }
    for (JsonNode element : field) {
      values.add(parameter(element, values.size() + 1));
    }
    return values;
  }

  private static Value parameter(JsonNode element, int position) {
    var value = Value.newBuilder();
    return switch (element.getNodeType()) {
      case NULL -> value.setNullValue(true).build();
      case BOOLEAN -> value.setBooleanValue(element.booleanValue()).build();
      case STRING -> {
        requireWholeCharacters(element, "parameter " + position);
        yield value.setStringValue(element.textValue()).build();
      }
      case NUMBER ->
          element.canConvertToLong() && element.isIntegralNumber()
              ? value.setIntegerValue(element.longValue()).build()
              : fraction(element.decimalValue(), position);
      case ARRAY, OBJECT, BINARY, MISSING, POJO ->
          throw invalid(
              "parameter %d must be a string, a number, true, false or null".formatted(position));
    };
  }

  /// A decimal as long as SQL has one that holds it, else floating point.
  private static Value fraction(BigDecimal number, int position) {
    if (number.precision() <= DECIMAL_DIGITS
        && number.scale() >= 0
        && number.scale() <= DECIMAL_DIGITS) {
      return Value.newBuilder().setDecimalValue(number.toPlainString()).build();
    }
    double approximate = number.doubleValue();
    if (Double.isInfinite(approximate)) {
      throw invalid("parameter %d is beyond all numbers that SQL has".formatted(position));
    }
    return Value.newBuilder().setDoubleValue(approximate).build();
  }

  private static EngineChoice engine(JsonNode root) {
    Optional<String> name = text(root, "engine");
    if (name.isEmpty()) {
      return EngineChoice.AUTO;
    }
    return Arrays.stream(EngineChoice.values())
        .filter(choice -> spelling(choice).equals(name.get()))
        .findFirst()
        .orElseThrow(() ->
            wrongType(
                "engine",
                "one of "
                    + Arrays.stream(EngineChoice.values())
                        .map(JsonQuery::spelling)
                        .collect(Collectors.joining(", "))));
  }

  private static Optional<Duration> timeout(JsonNode root) {
    return text(root, "timeout").map(JsonQuery::duration);
  }

  private static Duration duration(String text) {
    return DurationText.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(
            () -> wrongType("timeout", "a duration above 0 with its unit, such as \"30s\""));
  }

  private static Optional<Integer> maxRows(JsonNode root) {
    JsonNode field = root.get("maxRows");
    if (isAbsent(field)) {
      return Optional.empty();
    }
    if (!field.isIntegralNumber() || !field.canConvertToInt() || field.intValue() < 1) {
      throw wrongType("maxRows", "a whole number above 0");
    }
    return Optional.of(field.intValue());
  }

  private static boolean truth(JsonNode root, String name) {
    JsonNode field = root.get(name);
    if (isAbsent(field)) {
      return false;
    }
    if (!field.isBoolean()) {
      throw wrongType(name, "true or false");
    }
    return field.booleanValue();
  }

  private static Optional<String> text(JsonNode root, String name) {
    JsonNode field = root.get(name);
    if (isAbsent(field)) {
      return Optional.empty();
    }
    if (!field.isTextual()) {
      throw wrongType(name, "a string");
    }
    requireWholeCharacters(field, "the field \"%s\"".formatted(name));
    return Optional.of(field.textValue());
  }

  /// JSON can escape one half of a surrogate pair alone, which would be written as another
  /// character.
  private static void requireWholeCharacters(JsonNode string, String what) {
    if (string.textValue().codePoints().anyMatch(JsonQuery::isHalf)) {
      throw invalid(
          "%s has half of a character, an escape such as \\ud83d without the other: send both"
              .formatted(what));
    }
  }

  private static boolean isHalf(int codePoint) {
    return Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
  }

  private static boolean isAbsent(@Nullable JsonNode field) {
    return field == null || field.isNull();
  }

  private static String spelling(EngineChoice choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static GatewayException wrongType(String field, String expected) {
    return invalid("the field \"%s\" must be %s".formatted(field, expected));
  }

  private static GatewayException invalid(String message) {
    return new GatewayException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
