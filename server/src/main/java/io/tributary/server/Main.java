package io.tributary.server;

import io.tributary.server.sql.SqlCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program.
@Command(
    name = "tributary",
    description = "SQL over many sources at once.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionProvider.class,
    subcommands = {
      ServeCommand.class,
      SqlCommand.class,
      HashKeyCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Carriers.provide();
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Tributary " + Version.current()};
    }
  }
}
