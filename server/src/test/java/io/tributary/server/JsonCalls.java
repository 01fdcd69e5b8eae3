package io.tributary.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Calls of the HTTP port with JSON in and out.
final class JsonCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;

  JsonCalls(HttpClient client) {
    this.client = client;
  }

  JsonCalls() {
    this(HttpClient.newHttpClient());
  }

  /// An answer; the body is empty text where it is not JSON.
  record Answer(int status, JsonNode body) {

    JsonNode error() {
      return body.get("error");
    }
  }

  Answer get(URI uri, String... headers) {
    return send(request(uri, headers).GET().build());
  }

  Answer post(URI uri, String body, String... headers) {
    return post(uri, BodyPublishers.ofString(body), headers);
  }

  Answer post(URI uri, BodyPublisher body, String... headers) {
    return send(
        request(uri, headers).header("content-type", "application/json").POST(body).build());
  }

  /// Runs a query that takes nothing but SQL.
  Answer query(GatewayRunner gateway, String sql, String... headers) {
    String body = JSON.createObjectNode().put("sql", sql).toString();
    return post(gateway.http("/api/v1/query"), body, headers);
  }

  private static HttpRequest.Builder request(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      boolean json =
          response.headers().firstValue("content-type").orElse("").startsWith("application/json");
      return new Answer(
          response.statusCode(),
          json ? JSON.readTree(response.body()) : JSON.getNodeFactory().textNode(response.body()));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }
}
