package io.tributary.server.identity;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.http.HttpErrors;
import io.tributary.gateway.error.GatewayException;
import java.util.Locale;
import java.util.Set;

/// Refuses what pages of other sites have a browser on this machine ask: for a port without keys
/// that only this machine can reach, which believes whoever can.
///
/// Browsers say where a request comes from. A site whose name its owner lets point to this machine
/// looks to them like the port's own pages, but has another name than this machine. What is no
/// browser says nothing, and calls this machine by a name of its own.
public final class OtherSites implements DecoratingHttpServiceFunction {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    try {
      refuseOtherSites(request.headers());
      refuseOtherNames(request.headers());
    } catch (GatewayException refusal) {
      return HttpErrors.response(refusal);
    }
    return next.serve(context, request);
  }

  private static void refuseOtherSites(RequestHeaders headers) {
    String own = "%s://%s".formatted(headers.scheme(), headers.authority());
    String origin = headers.get(HttpHeaderNames.ORIGIN, own);
    String site = headers.get(HttpHeaderNames.SEC_FETCH_SITE, "none");
    if (!origin.equalsIgnoreCase(own) || !OWN.contains(site.toLowerCase(Locale.ROOT))) {
      throw new GatewayException(
          ErrorCode.PERMISSION_DENIED,
          "a page of another site asks (Origin: %s, Sec-Fetch-Site: %s), which a gateway without API keys answers only to its own pages: set auth.api-keys-file"
              .formatted(origin, site));
    }
  }

  private static void refuseOtherNames(RequestHeaders headers) {
    String authority = String.valueOf(headers.authority());
    if (!isThisMachine(authority)) {
      throw new GatewayException(
          ErrorCode.PERMISSION_DENIED,
          "the request is for %s (its header Host), and a gateway without API keys is called localhost, 127.0.0.1 or [::1]: use one of these, or set auth.api-keys-file"
              .formatted(authority));
    }
  }

  /// Without looking names up, which is what other sites may decide.
  private static boolean isThisMachine(String authority) {
    try {
      String host = HostAndPort.fromString(authority).getHost();
      return host.equalsIgnoreCase("localhost")
          || (InetAddresses.isInetAddress(host)
              && InetAddresses.forString(host).isLoopbackAddress());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
