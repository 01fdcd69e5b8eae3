package io.tributary.catalog.source;

import io.tributary.connector.ConnectorDescriptor;
import io.tributary.connector.ConnectorDescriptor.Property;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/// Takes a source's secrets out of what its connector says. Connectors do not tell secrets; drivers
/// below them sometimes do.
record SecretRedaction(List<String> secrets) {
  private static final String REDACTED = "***";

  static SecretRedaction of(ConnectorDescriptor descriptor, Map<String, String> values) {
    return new SecretRedaction(
        descriptor.properties().stream()
            .filter(Property::secret)
            .map(property -> values.getOrDefault(property.key(), ""))
            .filter(value -> !value.isEmpty())
            .toList());
  }

  String oneLine(String message) {
    return redact(message).lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return redact(text.toString());
  }

  private String redact(String text) {
    String result = text;
    for (String secret : secrets) {
      result = result.replace(secret, REDACTED);
    }
    return result;
  }
}
