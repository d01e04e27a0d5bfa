package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Question;
import java.io.IOException;
import java.io.UncheckedIOException;

/// [Question]s and [Answer]s to bytes and back.
public final class QuestionCodec {
    private QuestionCodec() {}

    /// Writes a question.
    ///
    /// @param question what to write
    /// @return its bytes
    public static byte[] write(Question question) {
        Output out = new Output();
        try {
            out.putByte(Layout.MARK).putByte(Message.VERSION);
            switch (question) {
                case Question.AskBegun ask -> begin(out, Layout.ASK_BEGUN, ask).putList(ask.tasks(), Output::putLong);
                case Question.AskStatus ask -> begin(out, Layout.ASK_STATUS, ask);
                case Question.FindClass find ->
                    begin(out, Layout.FIND_CLASS, find).putInt(find.loader()).putText(find.name());
                case Question.FindResources find ->
                    begin(out, Layout.FIND_RESOURCES, find)
                            .putInt(find.loader())
                            .putText(find.name());
                case Question.FetchJar fetch ->
                    begin(out, Layout.FETCH_JAR, fetch).putText(fetch.hash());
                case Question.FetchShared fetch ->
                    begin(out, Layout.FETCH_SHARED, fetch).putLong(fetch.number());
            }
        } catch (IOException tooLarge) {
            throw new UncheckedIOException(tooLarge);
        }
        return out.toBytes();
    }

    private static Output begin(Output out, int type, Question question) throws IOException {
        return out.putByte(type).putLong(question.session());
    }

    /// Reads a question.
    ///
    /// @param bytes of one
    /// @return the question
    /// @throws concurrent.futures.internal.wire.WireFormatException if it is none
    public static Question readQuestion(byte[] bytes) {
        Input in = new Input(bytes);
        int type = Layout.takeType(in);
        long session = in.takeLong();
        return in.end(
                switch (type) {
                    case Layout.ASK_BEGUN -> new Question.AskBegun(session, in.takeList(Input::takeLong));
                    case Layout.ASK_STATUS -> new Question.AskStatus(session);
                    case Layout.FIND_CLASS -> new Question.FindClass(session, in.takeCount(), in.takeText());
                    case Layout.FIND_RESOURCES -> new Question.FindResources(session, in.takeCount(), in.takeText());
                    case Layout.FETCH_JAR -> new Question.FetchJar(session, in.takeText());
                    case Layout.FETCH_SHARED -> new Question.FetchShared(session, in.takeLong());
                    default -> throw Layout.unknown("questions", type);
                });
    }

    /// Writes an answer.
    ///
    /// @param answer what to write
    /// @return its bytes
    public static byte[] write(Answer answer) {
        Output out = new Output();
        try {
            out.putByte(Layout.MARK).putByte(Message.VERSION);
            switch (answer) {
                case Answer.Begun begun -> out.putByte(Layout.BEGUN).putList(begun.tasks(), MessageCodec::write);
                case Answer.Status status ->
                    out.putByte(Layout.STATUS)
                            .putInt(status.slots())
                            .putInt(status.sessions())
                            .putInt(status.running())
                            .putInt(status.waiting())
                            .putLong(status.done())
                            .putInt(status.workers())
                            .putLong(status.heapBytes())
                            .putFlag(status.draining());
                case Answer.ClassFile file ->
                    out.putByte(Layout.CLASS_FILE)
                            .putInt(file.definer())
                            .putText(file.location())
                            .putBytesOrNull(file.bytes())
                            .putText(file.problem());
                case Answer.Resources resources ->
                    out.putByte(Layout.RESOURCES)
                            .putFlag(resources.first())
                            .putList(resources.contents(), Output::putBytes)
                            .putFlag(resources.complete());
                case Answer.Fetched fetched ->
                    out.putByte(Layout.FETCHED).putFlag(fetched.found()).putContent(fetched.content());
            }
        } catch (IOException tooLarge) {
            throw new UncheckedIOException(tooLarge);
        }
        return out.toBytes();
    }

    /// Reads an answer.
    ///
    /// @param bytes of one
    /// @return the answer
    /// @throws concurrent.futures.internal.wire.WireFormatException if it is none
    public static Answer readAnswer(byte[] bytes) {
        Input in = new Input(bytes);
        int type = Layout.takeType(in);
        return in.end(
                switch (type) {
                    case Layout.BEGUN -> new Answer.Begun(in.takeList(MessageCodec::beginning));
                    case Layout.STATUS ->
                        new Answer.Status(
                                in.takeCount(),
                                in.takeCount(),
                                in.takeCount(),
                                in.takeCount(),
                                in.takeSize(),
                                in.takeCount(),
                                in.takeSize(),
                                in.takeFlag());
                    case Layout.CLASS_FILE ->
                        new Answer.ClassFile(in.takeInt(), in.takeText(), in.takeBytesOrNull(), in.takeText());
                    case Layout.RESOURCES ->
                        new Answer.Resources(in.takeFlag(), in.takeList(Input::takeBytes), in.takeFlag());
                    case Layout.FETCHED -> new Answer.Fetched(in.takeFlag(), in.takeContent());
                    default -> throw Layout.unknown("answers", type);
                });
    }
}
