package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.IngestRequest;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.session.SessionDefaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;

/// What Flight SQL's bulk ingestion asks for. Options that are not given are the strict ones.
final class IngestCommands {

  private IngestCommands() {}

  static IngestRequest request(CommandStatementIngest command, SessionDefaults defaults) {
    Transactions.refuse(command.hasTransactionId());
    if (command.getTemporary()) {
      throw refused("there are no temporary tables: leave temporary out");
    }
    List<String> table = new ArrayList<>();
    if (command.hasCatalog()) {
      table.add(command.getCatalog());
    }
    if (command.hasSchema()) {
      table.add(command.getSchema());
    } else if (command.hasCatalog()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "a catalog, which is a source here, needs a schema beside it");
    }
    table.add(command.getTable());
    Map<String, List<String>> options = new HashMap<>();
    command
        .getOptionsMap()
        .forEach((name, value) ->
            options.put(name.toLowerCase(Locale.ROOT), List.of(value.split(",", -1))));
    var definition = command.getTableDefinitionOptions();
    return new IngestRequest(
        QueryId.random(),
        table,
        defaults,
        definition.getIfNotExist() == TableNotExistOption.TABLE_NOT_EXIST_OPTION_CREATE,
        ifExists(definition.getIfExists()),
        options);
  }

  private static IngestRequest.IfExists ifExists(TableExistsOption option) {
    return switch (option) {
      case TABLE_EXISTS_OPTION_APPEND -> IngestRequest.IfExists.APPEND;
      case TABLE_EXISTS_OPTION_REPLACE -> IngestRequest.IfExists.REPLACE;
      case TABLE_EXISTS_OPTION_FAIL, TABLE_EXISTS_OPTION_UNSPECIFIED, UNRECOGNIZED ->
          IngestRequest.IfExists.FAIL;
    };
  }

  private static GatewayException refused(String why) {
    return new GatewayException(ErrorCode.NOT_SUPPORTED, why);
  }
}
