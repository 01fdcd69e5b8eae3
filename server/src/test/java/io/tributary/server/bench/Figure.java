package io.tributary.server.bench;

/// A measured duration beside a peer's.
///
/// @param oursMilliseconds median
/// @param peerMilliseconds median
/// @param targetRatio ours may take at most so many times as long as the peer
record Figure(String name, double oursMilliseconds, double peerMilliseconds, double targetRatio) {

  double ratio() {
    return oursMilliseconds / peerMilliseconds;
  }

  boolean reachesTarget() {
    return ratio() <= targetRatio;
  }

  String verdict() {
    return reachesTarget() ? "ok" : "short";
  }
}
