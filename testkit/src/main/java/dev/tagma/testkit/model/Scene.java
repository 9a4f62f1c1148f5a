package dev.tagma.testkit.model;

import dev.tagma.testkit.script.Cue.Cued;
import dev.tagma.testkit.script.Moment;
import java.util.List;

/**
 * What one request is to be answered with.
 *
 * @param said all that was said so far
 * @param news what was said since the last request
 */
record Scene(
        ModelRequest request,
        RecordedRequest.Kind kind,
        Recollection recollection,
        Moment moment,
        List<String> said,
        List<String> news,
        List<Cued> steps) {

    Scene {
        said = List.copyOf(said);
        news = List.copyOf(news);
        steps = List.copyOf(steps);
    }

    Scene with(List<Cued> others) {
        return new Scene(request, kind, recollection, moment, said, news, others);
    }
}
