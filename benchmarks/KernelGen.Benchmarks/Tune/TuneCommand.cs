using System.CommandLine;
using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Gallery.Reporting;
using Spectre.Console;

namespace KernelGen.Benchmarks.Tune;

/// <summary>The verb <c>tune</c>: measures every way to cut the loops of a model, to arrange its matrices and to take its rows, and tells where the cost model chose wrong.</summary>
internal static class TuneCommand
{
    // Two operations a lane, sixteen lanes: what a core that starts one such multiply-add a cycle does in a cycle.
    private const double OperationsPerCycle = 32;
    private const int Instances = 3;
    private const int TableWidth = 160;

    public static RootCommand Create()
    {
        var workload = new Option<string>("--workload")
        {
            Description = "Tunes only the workloads whose name contains this text; or the one that it names in full, such as mlp-300-40-7/sgd-step/b20.",
            DefaultValueFactory = static _ => "",
        };
        var json = new Option<FileInfo?>("--json") { Description = "Writes all candidates to this file." };
        var all = new Option<bool>("--all") { Description = "Shows all candidates, not only the chosen and the best." };
        var command = new RootCommand("Measures the ways to cut loops into blocks, to arrange matrices and to take rows, and compares them with what is predicted.") { workload, json, all };
        command.SetAction(parsed =>
        {
            TuneReport report = Measure(parsed.GetValue(workload)!);
            Write(report, parsed.GetValue(all));
            if (parsed.GetValue(json) is { } file)
            {
                report.Save(file);
            }
        });
        return command;
    }

    private static TuneReport Measure(string text)
    {
        string[] known = [.. WorkloadCatalog.Containing(text).Select(static w => w.Name).Where(TunedModel.CanRead)];
        double cyclesPerNanosecond = MultiplyAdds.MeasureSingle().Usable / OperationsPerCycle;
        Tuner tuner = new(cyclesPerNanosecond, Measure);
        TunedChoice[] choices = [.. (known.Length == 0 ? [text] : known).Select(TunedModel.Of).SelectMany(tuner.Tune)];
        return new TuneReport(cyclesPerNanosecond, choices);
    }

    /// <summary>The nanoseconds of each variant, less those of a call in which no kernel runs.</summary>
    private static double[] Measure(TunedModel model, IReadOnlyList<Variant> variants)
    {
        Variant[] measured = [.. variants, Variant.Empty(model)];
        using var assembly = new VariantAssembly(model, measured);

        // A small kernel runs slower where its arrays happen to lie badly: the best of several.
        IKernelLoop[] loops = [.. Enumerable.Range(0, Instances).SelectMany(_ => assembly.Start())];
        Sampling.WarmUp(loops);
        double[] all = Sampling.Shortest(loops);
        double[] seconds = [.. measured.Select((_, i) => Enumerable.Range(0, Instances).Min(instance => all[(instance * measured.Length) + i]))];
        return [.. variants.Select((_, i) => (seconds[i] - seconds[^1]) * 1e9)];
    }

    private static void Write(TuneReport report, bool all)
    {
        if (System.Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = TableWidth;
        }

        Table table = new Table().RoundedBorder()
            .AddColumns("workload", "operation", "way").AddColumns(Numeric("predicted ns"), Numeric("measured ns"), Numeric("to best")).AddColumn("");
        foreach (TunedChoice choice in report.Choices)
        {
            TunedCandidate[] shown =
            [
                choice.Chosen,
                .. all ? choice.Candidates.Skip(1).OrderBy(static c => c.MeasuredNs) : choice.Best == choice.Chosen ? Enumerable.Empty<TunedCandidate>() : [choice.Best],
            ];
            for (int i = 0; i < shown.Length; i++)
            {
                TunedCandidate candidate = shown[i];
                table.AddRow(
                    i == 0 ? choice.Workload : "",
                    i == 0 ? Markup.Escape(choice.Operation) : "",
                    Markup.Escape(candidate.Way),
                    Text($"{candidate.PredictedNs:F0}"),
                    Text($"{candidate.MeasuredNs:F0}"),
                    Text($"{candidate.MeasuredNs / choice.Best.MeasuredNs:F2}"),
                    i > 0 ? "" : choice.IsWrong ? "chosen, wrong" : "chosen");
            }
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Text(
            $"{report.CyclesPerNanosecond:F2} cycles a nanosecond; {report.Choices.Count(static c => c.IsWrong)} of {report.Choices.Count} choices more than 5 % slower than the best"));
    }

    private static TableColumn Numeric(string header) => new TableColumn(header).RightAligned().NoWrap();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
