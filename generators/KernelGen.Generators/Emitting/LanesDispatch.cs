using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes calls of kernels with the widest registers that the processor has and the model fills.</summary>
internal sealed class LanesDispatch(KernelPlan plan, ElementType type, CodeWriter writer)
{
    private const int LineLength = 150;

    /// <summary>One call for each width; the comparison is a constant to the JIT, so one remains.</summary>
    public void Write(string method, string[] arguments, bool returns)
    {
        // Hyperparameters stand before the workspace.
        IEnumerable<string> hyperparameters = plan.Graph.Nodes
            .Where(static n => n.Operation == Operation.Hyperparameter).Select(static n => FactsEmitter.MemberName(n.Name!));
        string all = string.Join(", ", arguments.Take(arguments.Length - 2).Concat(hyperparameters).Concat(arguments.Skip(arguments.Length - 2)));
        string Call(int share)
        {
            string lanes = type.Lanes(share);
            return $"Kernels<{lanes}>.{method}({all})";
        }

        (int Bits, int Share)[] widths = plan.FitsHalf(type.WidestLanes) ? [(256, 2)] : [(512, 1), (256, 2)];
        for (int i = 0; i < widths.Length; i++)
        {
            string condition = $"Simd::Vector{widths[i].Bits.Text()}.IsHardwareAccelerated";
            string call = Call(widths[i].Share);
            using (returns && i > 0 ? writer.Indent() : default)
            {
                Choice(returns ? $"{(i == 0 ? "return" : ":")} {condition} ?" : $"{(i == 0 ? "" : "else ")}if ({condition})", returns ? call : call + ";");
            }
        }

        using (returns ? writer.Indent() : default)
        {
            writer.Line($"{(returns ? ":" : "else")} {Call(4)};");
        }
    }

    /// <summary>A condition and what follows from it, on one line if it is short.</summary>
    private void Choice(string condition, string call)
    {
        if (condition.Length + call.Length <= LineLength)
        {
            writer.Line($"{condition} {call}");
            return;
        }

        writer.Line(condition);
        using (writer.Indent())
        {
            writer.Line(call);
        }
    }
}
