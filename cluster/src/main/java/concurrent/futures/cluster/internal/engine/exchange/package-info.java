/// Questions, answers and large values over the plain messages of an engine, in the same way for each of them.
///
/// ```text
/// Membership.send ─► Outbox (one for each member: a queue, and a thread that posts) ─► Link ═══ the engine ═══╗
///                                                                                                            ║
/// Inbox ◄─ Exchange (takes packets apart) ◄─ Arrivals (holds back what comes before its sender is known) ◄══╝
/// ```
///
/// A packet is a series of frames, so that many small messages travel as one of the engine's. The threads that bring
/// packets never wait: what they have to say goes into an outbox.
package concurrent.futures.cluster.internal.engine.exchange;
