package io.tributary.catalog.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import io.tributary.catalog.CatalogFixture;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.RefreshSourceRequest;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.ResolveSourceResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  private static final String FILE_SECRET = "file-s3cret";

  @TempDir private Path directory;

  @Test
  void secretsAppearInNoAnswerAndNoLogOfThePublicApi() {
    write("good", "tables=public.people", "token=${ENV:SECRET}");
    write("refused", "behaviour=refuse", "token=" + FILE_SECRET);
    write("crashed", "behaviour=crash", "token=prefix-${ENV:SECRET}");

    ByteArrayOutputStream log = new ByteArrayOutputStream();
    String answers = logging(log, this::everyPublicCall);

    assertThat(answers).contains("good", "refused", "crashed", "people");
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("refused", "crashed");
    assertThat(answers + log.toString(StandardCharsets.UTF_8))
        .doesNotContain(CatalogFixture.ENVIRONMENT_SECRET)
        .doesNotContain(FILE_SECRET);
  }

  @Test
  void gatewaysGetTheSecretsResolved() {
    write("good", "tables=public.people", "token=prefix-${ENV:SECRET}");

    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      ResolveSourceResponse resolved =
          catalog
              .resolution()
              .resolveSource(ResolveSourceRequest.newBuilder().setSource("good").build());

      assertThat(resolved.getConnector()).isEqualTo("memory");
      assertThat(resolved.getPropertiesMap())
          .containsOnlyKeys("tables", "token")
          .containsEntry("token", "prefix-" + CatalogFixture.ENVIRONMENT_SECRET);
    }
  }

  private String everyPublicCall() {
    StringBuilder answers = new StringBuilder();
    try (CatalogFixture catalog = CatalogFixture.over(directory)) {
      for (String source : List.of("good", "refused", "crashed")) {
        List<Supplier<Object>> calls =
            List.of(
                () -> catalog.client().listSources(ListSourcesRequest.getDefaultInstance()),
                () ->
                    catalog
                        .client()
                        .listSchemas(ListSchemasRequest.newBuilder().setSource(source).build()),
                () ->
                    catalog
                        .client()
                        .listTables(ListTablesRequest.newBuilder().setSource(source).build()),
                () ->
                    catalog
                        .client()
                        .getTable(
                            GetTableRequest.newBuilder()
                                .setSource(source)
                                .setSchema("public")
                                .setTable("people")
                                .build()),
                () ->
                    catalog
                        .client()
                        .refreshSource(
                            RefreshSourceRequest.newBuilder().setSource(source).build()));
        calls.forEach(call -> answers.append(answer(call)));
      }
    }
    return answers.toString();
  }

  private static String answer(Supplier<Object> call) {
    try {
      return call.get().toString();
    } catch (StatusRuntimeException e) {
      return e + " " + e.getTrailers();
    }
  }

  private static String logging(ByteArrayOutputStream log, Supplier<String> action) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      return action.get();
    } finally {
      System.setErr(before);
    }
  }

  private void write(String source, String... lines) {
    CatalogFixture.write(
        directory, source + ".properties", "connector.name=memory\n" + String.join("\n", lines));
  }
}
