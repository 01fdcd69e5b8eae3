package io.tributary.server.demo;

/// Tells how to ask the same over each protocol.
final class Invitation {
  private static final String SQL = "SELECT count(*) AS n FROM sales.public.orders";

  private Invitation() {}

  static String text(int grpcPort, int httpPort, boolean serving) {
    String heading =
        serving
            ? "Ask yourself:"
            : "Ask yourself, while it serves (./tributary demo --serve; its ports may differ from"
                + " these):";
    return """
    %1$s

      ./tributary sql --server localhost:%2$d "%4$s"

      curl -s http://localhost:%3$d/api/v1/query \\
        -d '{"sql": "%4$s"}'

      grpcurl -plaintext -d '{"sql": "%4$s"}' \\
        localhost:%2$d tributary.v1.QueryService/Explain

      JDBC (org.apache.arrow:flight-sql-jdbc-driver):
        jdbc:arrow-flight-sql://localhost:%2$d?useEncryption=false
    """
        .formatted(heading, grpcPort, httpPort, SQL);
  }
}
