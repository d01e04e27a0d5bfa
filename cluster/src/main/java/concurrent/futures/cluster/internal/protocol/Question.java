package concurrent.futures.cluster.internal.protocol;

import java.util.List;

/// Something that is asked of the other side, which answers with an [Answer].
public sealed interface Question {
    /// Which one it is about.
    ///
    /// @return the number of the session
    long session();

    /// What a driver may ask.
    sealed interface ToAgent extends Question {}

    /// What an agent may ask.
    sealed interface ToDriver extends Question {}

    // --- driver → agent

    /// How are you? The answer is [Answer.Status].
    ///
    /// @param session 0
    record AskStatus(long session) implements ToAgent {}

    /// Which of these have begun? The answer is [Answer.Begun].
    ///
    /// @param session of which
    /// @param tasks their numbers
    record AskBegun(long session, List<Long> tasks) implements ToAgent {}

    // --- agent → driver

    /// Which class does a loader mean by a name? The answer is [Answer.ClassFile].
    ///
    /// @param session of which
    /// @param loader its number
    /// @param name the binary name, such as `com.acme.Job`
    record FindClass(long session, int loader, String name) implements ToDriver {}

    /// Which resources of a name has a loader? The answer is [Answer.Resources].
    ///
    /// @param session of which
    /// @param loader its number
    /// @param name such as `com/acme/job.properties`
    record FindResources(long session, int loader, String name) implements ToDriver {}

    /// Give me a jar. The answer is [Answer.Fetched]; apart as [Purpose#JAR].
    ///
    /// @param session of which
    /// @param hash as in its [Jar]
    record FetchJar(long session, String hash) implements ToDriver {}

    /// Give me a shared value. The answer is [Answer.Fetched], with an encoded [Shared]; apart as [Purpose#SHARED].
    ///
    /// @param session of which
    /// @param number of the value
    record FetchShared(long session, long number) implements ToDriver {}
}
