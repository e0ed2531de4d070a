using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class GradientCheckReportTests
{
    [Fact]
    public void A_passed_report_returns_itself()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3));
        Assert.Same(report, report.ThrowIfFailed());
    }

    [Fact]
    public void A_failed_report_throws_its_text()
    {
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3, fault: Fault.FlippedSign));
        var error = Assert.Throws<GradientCheckException>(() => report.ThrowIfFailed());
        Assert.Equal(report.ToString(), error.Message);
        Assert.Same(report, error.Report);
    }

    [Fact]
    public void The_table_has_one_aligned_line_for_each_parameter()
    {
        string text = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3, fault: Fault.DroppedBiasGradient)).ToString();
        string[] table = text.Split("\n\n")[1].Split('\n')[..5];
        Assert.Equal(["parameter", "W1", "b1", "W2", "b2"], table.Select(static line => line.Split(' ')[0]));
        Assert.Equal(["FAILED"], table.Where(static line => line.EndsWith("FAILED", StringComparison.Ordinal)).Select(static _ => "FAILED"));
        int end = table[0].IndexOf("generated", StringComparison.Ordinal) + "generated".Length;
        Assert.All(table, line => Assert.True(line.Length >= end && line[end - 1] != ' '));
    }

    [Fact]
    public void The_text_does_not_depend_on_the_culture()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        GradientCheckReport report = GradientCheck.Run(new FakePerceptron<double>(5, 4, 3));
        string expected = report.ToString();
        try
        {
            var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            System.Globalization.CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, report.ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
