package io.tributary.server.identity;

import io.tributary.connector.Caller;
import io.tributary.server.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The keys of a file: one a line, `name:organisation:user:sha256`, the user may be empty. Empty
/// lines and lines that begin with `#` do not count.
public final class ApiKeys {
  private static final int FIELDS = 4;

  private final List<ApiKey> keys;

  private ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// A new key.
  ///
  /// @param clear what clients send; known to nobody afterwards
  /// @param line what the file stores
  public record NewKey(String clear, String line) {}

  public static NewKey create(String name, Caller owner) {
    String clear = ApiKey.random();
    return new NewKey(clear, new ApiKey(name, owner, ApiKey.Hash.of(clear)).line());
  }

  /// @throws ConfigException naming every line that is wrong
  public static ApiKeys load(Path file) throws ConfigException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException failure) {
      throw new ConfigException(
          "auth.api-keys-file",
          List.of("%s cannot be read (%s)".formatted(file, failure.getMessage())));
    }
    List<ApiKey> keys = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<ApiKey> key = parse(line);
      if (key.isEmpty()) {
        problems.add("line %d is not name:organisation:user:sha256".formatted(number));
      } else if (!names.add(key.get().name())) {
        problems.add("line %d names %s again".formatted(number, key.get().name()));
      } else {
        keys.add(key.get());
      }
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add("there is no key in it; make one with: tributary hash-key");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(file.toString(), problems);
    }
    return new ApiKeys(keys);
  }

  /// Whose key this is. Takes as long for a wrong key as for a right one.
  Optional<Caller> owner(String clear) {
    ApiKey.Hash hash = ApiKey.Hash.of(clear);
    Optional<Caller> owner = Optional.empty();
    for (ApiKey key : keys) {
      if (key.hash().matches(hash)) {
        owner = Optional.of(key.owner());
      }
    }
    return owner;
  }

  private static Optional<ApiKey> parse(String line) {
    String[] fields = line.split(":", -1);
    if (fields.length != FIELDS || fields[0].isBlank() || fields[1].isBlank()) {
      return Optional.empty();
    }
    Optional<String> user = Optional.of(fields[2].strip()).filter(name -> !name.isEmpty());
    return ApiKey.Hash.parse(fields[3].strip())
        .map(hash -> new ApiKey(fields[0].strip(), new Caller(fields[1].strip(), user), hash));
  }
}
