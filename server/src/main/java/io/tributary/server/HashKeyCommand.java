package io.tributary.server;

import io.tributary.connector.Caller;
import io.tributary.server.identity.ApiKeys;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes an API key.
@Command(
    name = "hash-key",
    description = "Makes an API key: shows it once, and the line for auth.api-keys-file.",
    mixinStandardHelpOptions = true)
final class HashKeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Tells the key from others, such as dashboards.")
  private String name = "";

  @Option(
      names = "--org",
      paramLabel = "ORGANISATION",
      description = "Whose key it is (default ${DEFAULT-VALUE}).")
  private String organisation = Caller.DEFAULT.organisation();

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Who calls with it; without, callers may name their user.")
  private String user = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if ((name + organisation + user).contains(":") || name.isBlank() || organisation.isBlank()) {
      err.println("NAME and ORGANISATION must not be empty, and no part may contain a colon");
      return 2;
    }
    Optional<String> owner = Optional.of(user).filter(text -> !text.isBlank());
    ApiKeys.NewKey key = ApiKeys.create(name, new Caller(organisation, owner));
    err.println("The key, which nobody can show again:");
    out.println(key.clear());
    err.println("The line for the file that auth.api-keys-file names:");
    out.println(key.line());
    out.flush();
    return 0;
  }
}
