#include "app/views/train_view.h"

#include "app/models/kernel_atlas.h"
#include "app/models/number_text.h"
#include "app/views/train_pictures.h"
#include "app/widgets/panel.h"
#include "app/widgets/tile_area.h"

#include <QLabel>

/// Live ones of the run on the desk; otherwise the last ones that the chosen run has kept.
void TrainView::showKernels()
{
    const RunStatusPointer run = deskRun();
    const LiveKernelsPointer live = run ? m_desk.kernels(run->id) : nullptr;
    const FilmFrame* frame = live ? &live->frame : nullptr;
    if (!frame && !run && m_film.film())
        frame = &m_film.film()->frames.back();
    if (!frame)
        return;
    m_kernels->setSheet(colourKernels(frame->kernels, KernelRange::EachKernel, 1));
    const QString twin = twinLetter();
    m_kernelPanel->setTitle(!live ? tr("First kernels")
            : twin.isEmpty()      ? tr("%1 being born").arg(live->layer)
                                  : tr("%1 of %2 being born").arg(live->layer, twin));
    m_kernelPanel->setCaption(frame->step == 1 ? tr("after 1 mini-batch")
                                               : tr("after %1 mini-batches").arg(countText(frame->step)));
    m_kernelPanel->setNumbers([kernels = frame->kernels]() -> PanelNumbers {
        return {{kernels.shape.batch, kernels.shape.channels, kernels.shape.height, kernels.shape.width},
            kernels.values, {}};
    });
}

void TrainView::showSamples()
{
    const RunStatusPointer run = deskRun();
    const SampleBatchPointer batch = run ? m_desk.samples(run->id) : nullptr;
    m_samples->setVisible(batch != nullptr);
    m_sampleWords->setVisible(!batch);
    if (!batch)
        return;
    std::vector<TrainPictures::Item> items;
    int right = 0;
    for (const SampleAnswer& answer : batch->answers) {
        const QString is = run->classes.value(answer.label), called = run->classes.value(answer.answer);
        right += answer.label == answer.answer;
        items.push_back({answer.picture, called,
            answer.label == answer.answer
                ? tr("%1, right with %2").arg(is, percentText(answer.probability))
                : tr("%1, called %2 with %3").arg(is, called, percentText(answer.probability)),
            answer.label != answer.answer});
    }
    const QString twin = twinLetter();
    m_samplePanel->setTitle(twin.isEmpty() ? tr("Answers now") : tr("Answers of %1").arg(twin));
    m_samplePanel->setCaption(tr("%1 of %2 right").arg(right).arg(items.size()));
    m_samples->setItems(std::move(items));
}

/// What was chosen is opened in Explore: the network on the desk as it is, or the best one that a run has kept.
void TrainView::exploreNow()
{
    const RunCurvesPointer chosen = m_reader.run(m_chosen);
    if (!chosen || chosen->source != RunCurves::Source::Run)
        return emit failed(tr("There is no network to explore: choose a run of this program first."));
    explore(*chosen);
}

void TrainView::explore(const RunCurves& run)
{
    if (const int desk = deskRunOf(run))
        return m_desk.explore(desk);
    const bool shipped = run.id == m_shipped; // its weights come with the program
    const NetworkChoice choice {.model = shipped ? run.network : QString(),
        .weights = shipped ? QString() : run.path + "/best.safetensors",
        .random = false,
        .seed = 1,
        .labels = {},
        .preprocess = {}};
    if (!(m_session.choice() == choice))
        m_session.openNetwork(choice);
    m_selection.setPlace("explore");
}
