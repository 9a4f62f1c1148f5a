package dev.tagma.server.http;

import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is refused before it becomes a request, such as a malformed request line, is told in the same form as the rest. */
final class ProblemPage extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        Object said = request.getAttribute(ERROR_MESSAGE);
        Headers.forRequest(Headers.newRequestId()).forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Headers.PROBLEM);
        Content.Sink.write(
                response,
                true,
                JsonText.write(RecordCodec.write(Refusal.problem(
                        code(status),
                        status,
                        status < 500 && said != null ? "The request is not valid HTTP here: " + said : sentence(status),
                        request.getHttpURI().getCanonicalPath() == null
                                ? "/"
                                : request.getHttpURI().getCanonicalPath(),
                        List.of()))),
                callback);
        return true;
    }

    private static String sentence(int status) {
        return status < 500 ? "The request is not valid HTTP here" : "Tagma failed; its log tells more";
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405, 501 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID : ErrorCode.INTERNAL;
        };
    }
}
