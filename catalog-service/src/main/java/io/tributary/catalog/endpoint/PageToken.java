package io.tributary.catalog.endpoint;

import io.tributary.catalog.error.CatalogException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/// Where the next page of a listing begins. Clients see it as text without meaning; it needs no
/// memory of the server's, so it never expires.
///
/// @param source as the request named it
/// @param schema as the request named it, or empty
/// @param from first table of the page
record PageToken(String source, String schema, TableName from) {

  String encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(source);
      out.writeUTF(schema);
      out.writeUTF(from.schema());
      out.writeUTF(from.table());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /// @throws CatalogException INVALID_ARGUMENT for what is not a token
  static PageToken decode(String token) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(token)))) {
      return new PageToken(in.readUTF(), in.readUTF(), new TableName(in.readUTF(), in.readUTF()));
    } catch (IllegalArgumentException | IOException _) {
      throw new CatalogException(
          ErrorCode.INVALID_ARGUMENT,
          "page_token \"%s\" is none: give the next_page_token of the previous response"
              .formatted(token));
    }
  }

  /// @throws CatalogException INVALID_ARGUMENT when the token is of another listing
  void requireListing(String askedSource, String askedSchema) {
    if (!source.equals(askedSource) || !schema.equals(askedSchema)) {
      throw new CatalogException(
          ErrorCode.INVALID_ARGUMENT,
          "page_token is of another listing: source and schema must stay the same from page to"
              + " page");
    }
  }
}
