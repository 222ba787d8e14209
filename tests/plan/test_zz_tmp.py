import collections, cProfile, pstats, time
from tests.plan.test_differential import *
from tests.plan.comparing import answer_of
import hub.query.plan.planner as P
N=0
async def test_tmp(pair, composed):
    reasons=collections.Counter(); 
    orig=P.Planner.answer
    async def answer(self, prepared, variables, context):
        r = await orig(self, prepared, variables, context)
        if "source" in str(r.reason):
            from graphql import print_ast
            global N
            N+=1
            if N<3: print(print_ast(prepared.document), dict(variables))
        reasons[str(r.reason)[:90] if r.rest is not None else "planned"]+=1
        return r
    P.Planner.answer=answer
    codes=collections.Counter()
    times=collections.Counter()
    from tests.plan import comparing
    oa=pair.ask
    async def ask(q):
        t=time.process_time(); a=await comparing._post(pair.planned,q); t2=time.process_time(); b=await comparing._post(pair.ordinary,q); t3=time.process_time()
        times["p"]+=t2-t; times["o"]+=t3-t2; times["bytes"]+=len(b); times["n"]+=1; times["text"]+=len(q.text)
        pair.asked+=1
        x=answer_of(a)
        for e in x.errors: codes[e["extensions"]["code"]+": "+e["message"][:60]]+=1
        if t3-t2>0.3: print(t3-t2,t2-t,len(b),len(q.text)); 
        return a,b
    pair.ask=ask
    values = Values([*COUNTIES, "xilin", "futian", "440303", "nowhere"])
    run = Run(pair, composed.schema.graphql, readers(), values)
    pr=cProfile.Profile(); 
    import os
    if os.environ.get("PROF"): pr.enable()
    t=time.process_time()
    for number in range(100):
        await run.document(f"{os.environ.get(chr(66))}:{number}")
    print("total", time.process_time()-t)
    if os.environ.get("PROF"):
        pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(70)
    print(dict(times)); 
    for k,v in reasons.most_common(): print(v,k)
    print()
    for k,v in codes.most_common(25): print(v,k)
