using KernelGen.Gallery.Running;
using KernelGen.Gallery.Tests.Reporting;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Running;

public class ClassifierRunTests
{
    private static readonly Dataset<float, int> Examples = new(new float[] { 0, 1, 2, 0 }, 1, new[] { 0, 1, 2, 1 });

    [Fact]
    public void A_run_prints_its_parts_in_order()
    {
        var console = new TextConsole();
        ClassifierRun.Run(console.Console, new EchoClassifier<Labels>(), Examples, Examples, new TrainingOptions { Epochs = 2 });
        string[] parts =
        [
            "epoch 1/2  learning rate 0.1", "epoch 2/2  learning rate 0.1", "test accuracy: 75.00 %", "confusion matrix", "examples/s (",
            " GFLOP/s", "memory: 0 bytes allocated per step", "generated source: ",
        ];
        int[] places = [.. parts.Select(part => console.Text.IndexOf(part, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_cancelled_run_still_reports()
    {
        var console = new TextConsole();
        TrainingResult result = ClassifierRun.Run(
            console.Console, new EchoClassifier<Labels>(), Examples, Examples, new TrainingOptions(), cancellation: new CancellationToken(canceled: true));
        Assert.True(result.Cancelled);
        Assert.Contains("test accuracy: 75.00 %", console.Text, StringComparison.Ordinal);
    }
}
